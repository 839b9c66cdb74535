package dev.sallyport.server.web.health;

import dev.sallyport.server.web.Answers;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `GET /health/live`: the process answers. It looks at nothing else, for starting it again would
/// mend nothing else.
public final class GetLive implements HandlerFunction<ServerResponse> {

  public static final String PATH = "/health/live";

  @Override
  public ServerResponse handle(ServerRequest request) {
    return Answers.plain(200, "live\n");
  }
}
