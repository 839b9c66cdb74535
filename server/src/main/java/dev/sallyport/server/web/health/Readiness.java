package dev.sallyport.server.web.health;

import java.util.List;

/// What the server cannot work without. Asked at any time and answered at once, from what is known.
@FunctionalInterface
public interface Readiness {

  /// What is in the way.
  ///
  /// @param part `database`, `log`, `disk`
  /// @param reason for whoever runs the server; no secret
  record Obstacle(String part, String reason) {}

  /// None when it is ready.
  List<Obstacle> obstacles();
}
