package dev.sallyport.scan.ci.github;

import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads `permissions:` of a workflow or a job.
final class PermissionReader {
  private final NodeReader read;

  PermissionReader(NodeReader read) {
    this.read = read;
  }

  /// Null where there is no such block.
  @Nullable Permissions of(YamlMapping parent) {
    YamlEntry entry = parent.entry("permissions").orElse(null);
    return switch (entry) {
      case null -> null;
      case YamlEntry(_, YamlScalar scalar) -> words(entry, scalar);
      case YamlEntry(_, YamlMapping mapping) ->
          new Permissions(mapping.span(), entry, Permissions.Kind.SCOPES, scopes(mapping));
      case YamlEntry(_, YamlSequence list) -> {
        read.error(list, "expected scopes for 'permissions', got a sequence");
        yield new Permissions(list.span(), entry, Permissions.Kind.OTHER, List.of());
      }
    };
  }

  private Permissions words(YamlEntry entry, YamlScalar scalar) {
    Permissions.Kind kind =
        switch (scalar.value()) {
          case "read-all" -> Permissions.Kind.READ_ALL;
          case "write-all" -> Permissions.Kind.WRITE_ALL;
          // `permissions:` with nothing behind it grants nothing, like `{}`.
          default -> scalar.isNull() ? Permissions.Kind.SCOPES : Permissions.Kind.OTHER;
        };
    if (kind == Permissions.Kind.OTHER) {
      read.error(scalar, "'permissions' takes scopes, read-all or write-all");
    }
    return new Permissions(scalar.span(), entry, kind, List.of());
  }

  private List<Permissions.Scope> scopes(YamlMapping mapping) {
    List<Permissions.Scope> out = new ArrayList<>();
    read.known(mapping, Keys.SCOPES, "'permissions'");
    for (YamlEntry entry : mapping.entries()) {
      String level = entry.value() instanceof YamlScalar scalar ? scalar.value() : "";
      Permissions.Level known =
          switch (level.toLowerCase(Locale.ROOT)) {
            case "read" -> Permissions.Level.READ;
            case "write" -> Permissions.Level.WRITE;
            case "none" -> Permissions.Level.NONE;
            default -> null;
          };
      if (known == null) {
        read.error(entry.value(), "a scope is read, write or none, not '" + level + "'");
        known = Permissions.Level.WRITE;
      }
      out.add(new Permissions.Scope(entry.key().value(), known, entry));
    }
    return out;
  }
}
