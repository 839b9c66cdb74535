package dev.sallyport.server.web;

import dev.sallyport.server.output.ServerLog;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/// The server, listening.
public final class WebServer implements AutoCloseable {

  private final AnnotationConfigServletWebServerApplicationContext context;

  private WebServer(AnnotationConfigServletWebServerApplicationContext context) {
    this.context = context;
  }

  /// @throws RuntimeException of Spring when the address cannot be listened on or TLS not be set up
  public static WebServer start(
      WebSettings settings, List<Route> routes, Traffic traffic, ServerLog log) {
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(WebSettings.class, () -> settings);
    context.registerBean(Traffic.class, () -> traffic);
    context.registerBean(ServerLog.class, () -> log);
    for (int i = 0; i < routes.size(); i++) {
      Route route = routes.get(i);
      context.registerBean("route" + i, Route.class, () -> route);
    }
    context.register(WebConfiguration.class);
    try {
      context.refresh();
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
    return new WebServer(context);
  }

  public int port() {
    return Objects.requireNonNull(context.getWebServer(), "it was started").getPort();
  }

  /// Takes no more connections, lets requests end, then ends.
  @Override
  public void close() {
    context.close();
  }
}
