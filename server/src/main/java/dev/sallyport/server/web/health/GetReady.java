package dev.sallyport.server.web.health;

import dev.sallyport.server.web.Answers;
import dev.sallyport.server.web.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `GET /health/ready`: 200, or 503 with everything that is in the way.
public final class GetReady implements HandlerFunction<ServerResponse> {

  public static final String PATH = "/health/ready";

  private final Readiness readiness;

  public GetReady(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    List<Readiness.Obstacle> obstacles = readiness.obstacles();
    if (obstacles.isEmpty()) {
      return Answers.plain(200, "ready\n");
    }
    return new Problem(
            503,
            "not-ready",
            obstacles.getFirst().part(),
            "database, log and disk in order",
            obstacles.stream()
                .map(obstacle -> obstacle.part() + ": " + obstacle.reason())
                .collect(Collectors.joining("; ")),
            "mend what is named; the server goes on by itself")
        .response();
  }
}
