package dev.sallyport.server.web;

import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;

/// One address and who answers there. It is read only: GET and HEAD.
///
/// @param path the address, or all below it when it ends in `/`
/// @param open why nobody needs a right for it; there are no others yet
/// @param handler what answers
public record Route(String path, String open, HandlerFunction<ServerResponse> handler) {

  boolean covers(String asked) {
    return path.length() > 1 && path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
  }
}
