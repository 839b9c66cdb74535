package dev.sallyport.scan.ci.github;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import java.util.List;
import java.util.Optional;

/// A `permissions:` block as it is written.
///
/// @param span of the value
/// @param entry key and value
/// @param scopes as listed; empty for `{}` and for the two words
public record Permissions(Span span, YamlEntry entry, Kind kind, List<Scope> scopes) {

  public enum Kind {
    READ_ALL,
    WRITE_ALL,
    SCOPES,
    /// Not understood, such as an expression.
    OTHER
  }

  public enum Level {
    NONE,
    READ,
    WRITE
  }

  /// One scope of GITHUB_TOKEN, such as `contents: read`.
  public record Scope(String name, Level level, YamlEntry entry) {}

  public Permissions {
    scopes = List.copyOf(scopes);
  }

  public Level level(String scope) {
    return switch (kind) {
      case READ_ALL -> Level.READ;
      case WRITE_ALL -> Level.WRITE;
      case OTHER -> Level.WRITE;
      case SCOPES ->
          scopes.stream()
              .filter(s -> s.name().equals(scope))
              .findFirst()
              .map(Scope::level)
              .orElse(Level.NONE);
    };
  }

  public Optional<Scope> scope(String name) {
    return scopes.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  public boolean anyWrite() {
    return kind == Kind.WRITE_ALL
        || kind == Kind.OTHER
        || scopes.stream().anyMatch(s -> s.level() == Level.WRITE);
  }
}
