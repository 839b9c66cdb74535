package dev.sallyport.scan.ci.github;

import dev.sallyport.scan.ci.github.knowledge.ActionUse;
import java.util.Locale;
import java.util.Optional;

/// What a `uses:` refers to.
public sealed interface Uses {

  Text text();

  /// `./path`: an action directory or workflow file of this repository.
  ///
  /// @param path inside the repository, without `./`
  record Local(Text text, String path) implements Uses {
    public boolean isWorkflow() {
      return path.endsWith(".yml") || path.endsWith(".yaml");
    }
  }

  /// `docker://image`.
  record Docker(Text text, String image) implements Uses {}

  /// `owner/repo[/path]@ref`.
  ///
  /// @param path inside that repository, empty for its root
  /// @param ref as written; empty when missing
  /// @param slug `owner/repo[/path]` in lower case
  record Remote(Text text, String owner, String name, String path, String ref, String slug)
      implements Uses {

    static Remote of(Text text, String owner, String name, String path, String ref) {
      String whole = owner + "/" + name + (path.isEmpty() ? "" : "/" + path);
      return new Remote(text, owner, name, path, ref, whole.toLowerCase(Locale.ROOT));
    }

    /// `owner/repo` in lower case.
    public String repository() {
      return path.isEmpty() ? slug : slug.substring(0, owner.length() + 1 + name.length());
    }

    /// In the form in which the knowledge tables ask for it.
    public ActionUse use() {
      return new ActionUse(slug, ref);
    }

    public boolean isWorkflow() {
      return path.startsWith(".github/workflows/")
          && (path.endsWith(".yml") || path.endsWith(".yaml"));
    }

    /// A full commit id (SHA-1 or SHA-256): the only ref that cannot move.
    public boolean isPinned() {
      return (ref.length() == 40 || ref.length() == 64)
          && ref.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }
  }

  /// Neither of these; the runner refuses it.
  record Bad(Text text, String reason) implements Uses {}

  default Optional<Remote> remote() {
    return this instanceof Remote remote ? Optional.of(remote) : Optional.empty();
  }

  /// Whether it is this action (`owner/repo[/path]`, compared without case), at any ref.
  default boolean is(String slug) {
    return this instanceof Remote remote && remote.slug().equals(slug.toLowerCase(Locale.ROOT));
  }

  static Uses parse(Text text) {
    String value = text.value().strip();
    if (value.startsWith("docker://")) {
      return new Docker(text, value.substring("docker://".length()));
    }
    if (value.startsWith("./") || value.startsWith("$/") || value.startsWith(".\\")) {
      return new Local(text, normal(value.substring(2)));
    }
    int at = value.lastIndexOf('@');
    String ref = at < 0 ? "" : value.substring(at + 1);
    String[] parts = (at < 0 ? value : value.substring(0, at)).split("/", 3);
    if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      return new Bad(text, "expected owner/repo@ref, ./path or docker://image");
    }
    return Remote.of(text, parts[0], parts[1], parts.length > 2 ? normal(parts[2]) : "", ref);
  }

  /// Without empty and `.` segments; `..` stays, so that it resolves to nothing.
  private static String normal(String path) {
    StringBuilder out = new StringBuilder();
    for (String segment : path.replace('\\', '/').split("/")) {
      if (!segment.isEmpty() && !segment.equals(".")) {
        out.append(out.isEmpty() ? "" : "/").append(segment);
      }
    }
    return out.toString();
  }
}
