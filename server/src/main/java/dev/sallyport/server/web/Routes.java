package dev.sallyport.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// Finds who answers. The path is taken as it was sent: nothing is decoded, so there is one
/// spelling of each address.
final class Routes implements RouterFunction<ServerResponse> {

  private final List<Route> routes;
  private final Traffic traffic;

  Routes(List<Route> routes, Traffic traffic) {
    this.routes = List.copyOf(routes);
    this.traffic = traffic;
  }

  @Override
  public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
    String path = request.servletRequest().getRequestURI();
    var route = routes.stream().filter(candidate -> candidate.covers(path)).findFirst();
    return Optional.of(asked -> answer(route, asked));
  }

  private ServerResponse answer(Optional<Route> route, ServerRequest request) throws Exception {
    ServerResponse response = find(route, request);
    traffic.count(route.map(Route::path).orElse("other"), response.statusCode().value());
    return response;
  }

  private ServerResponse find(Optional<Route> route, ServerRequest request) throws Exception {
    if (route.isEmpty()) {
      return notFound(request.servletRequest()).response();
    }
    String method = request.method().name();
    if (method.equals("GET") || method.equals("HEAD")) {
      return route.get().handler().handle(request);
    }
    byte[] body = methodNotAllowed(method).bytes();
    return ServerResponse.from(methodNotAllowed(method).response())
        .header("Allow", "GET, HEAD")
        .build(
            (_, response) -> {
              response.getOutputStream().write(body);
              return null;
            });
  }

  static Problem notFound(HttpServletRequest request) {
    return new Problem(
        404,
        "not-found",
        "request",
        "an address that is served",
        Shown.of(request.getRequestURI()),
        "GET / lists what is served");
  }

  private static Problem methodNotAllowed(String method) {
    return new Problem(
        405,
        "method-not-allowed",
        "request",
        "GET or HEAD",
        Shown.of(method),
        "read it with GET; nothing can be changed here");
  }
}
