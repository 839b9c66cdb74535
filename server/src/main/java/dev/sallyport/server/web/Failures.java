package dev.sallyport.server.web;

import dev.sallyport.server.output.ServerLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/// What nobody expected: the caller learns that it was not his mistake, the log learns what it was.
final class Failures implements HandlerExceptionResolver {

  private static final Problem INTERNAL =
      new Problem(
          500,
          "internal",
          "server",
          "an answer",
          "a failure of the server",
          "try again; the server's log has the reason");

  private final ServerLog log;

  Failures(ServerLog log) {
    this.log = log;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception failure) {
    if (response.isCommitted()) {
      // The caller has gone, or half of the answer has: it cannot be another one any more.
      return new ModelAndView();
    }
    log.error(
        "a request failed",
        Map.of("path", Shown.of(request.getRequestURI()), "thrown", failure.toString()));
    try {
      response.reset();
      response.setStatus(INTERNAL.status());
      response.setContentType(Problem.TYPE);
      response.setHeader("Cache-Control", Answers.NO_STORE);
      response.getOutputStream().write(INTERNAL.bytes());
    } catch (IOException _) {
      // The caller has gone.
    }
    return new ModelAndView();
  }
}
