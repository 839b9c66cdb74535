package dev.sallyport.server.web;

import dev.sallyport.server.output.ServerLog;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextException;

/// The server, listening.
public final class WebServer implements AutoCloseable {

  private final AnnotationConfigServletWebServerApplicationContext context;

  private WebServer(AnnotationConfigServletWebServerApplicationContext context) {
    this.context = context;
  }

  /// @throws CannotListen when somebody else has the port, or the address is none of this machine
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
    } catch (ApplicationContextException e) {
      context.close();
      if (e.getCause() instanceof WebServerException cause) {
        throw new CannotListen(cause);
      }
      throw e;
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
    return new WebServer(context);
  }

  /// The address is not to be had.
  public static final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotListen(WebServerException cause) {
      super(cause.getMessage(), cause);
    }
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
