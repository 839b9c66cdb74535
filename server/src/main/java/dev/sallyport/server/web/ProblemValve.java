package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// What the container itself refuses (no HTTP, a path that it does not decode), in the same form as
/// all else. The container makes it by its name.
public final class ProblemValve extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var problem =
        new Problem(
            status,
            status < 500 ? "bad-request" : "internal",
            status < 500 ? "request" : "server",
            "a request that can be answered",
            "status " + status,
            status < 500 ? "GET / lists what is served" : "the server's log has the reason");
    try {
      response.setContentType(Problem.TYPE);
      response.setHeader("Cache-Control", Answers.NO_STORE);
      byte[] body = problem.bytes();
      response.setContentLength(body.length);
      var out = response.getReporter();
      if (out != null) {
        out.write(new String(body, UTF_8));
        response.finishResponse();
      }
    } catch (IOException _) {
      // The caller has gone.
    }
  }
}
