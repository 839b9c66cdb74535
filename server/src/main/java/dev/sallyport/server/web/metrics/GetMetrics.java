package dev.sallyport.server.web.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.server.web.Answers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// `GET /metrics`.
public final class GetMetrics implements HandlerFunction<ServerResponse> {

  public static final String PATH = "/metrics";

  private final List<Consumer<Exposition>> sources;

  /// @param sources each writes its figures, from what is known already
  public GetMetrics(List<Consumer<Exposition>> sources) {
    this.sources = List.copyOf(sources);
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    var exposition = new Exposition();
    sources.forEach(source -> source.accept(exposition));
    byte[] body = exposition.toString().getBytes(UTF_8);
    return Answers.whole(200, Exposition.TYPE, Answers.NO_STORE, body);
  }
}
