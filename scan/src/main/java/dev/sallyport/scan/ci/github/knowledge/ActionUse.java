package dev.sallyport.scan.ci.github.knowledge;

import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.ci.github.facts.Version;
import java.util.Locale;
import java.util.Optional;

/// What a `uses:` names.
///
/// @param action `owner/repo` or `owner/repo/path`, lower case
/// @param ref tag, branch or commit id
public record ActionUse(String action, String ref) {

  public ActionUse {
    action = action.toLowerCase(Locale.ROOT);
  }

  /// Splits `owner/repo/path@ref`; empty for local actions (`./…`), images (`docker://…`) and texts
  /// of another form.
  public static Optional<ActionUse> parse(String uses) {
    int at = uses.lastIndexOf('@');
    boolean named = at > 0 && uses.charAt(0) != '.' && !uses.startsWith("docker://");
    return named && uses.lastIndexOf('/', at) > 0
        ? Optional.of(new ActionUse(uses.substring(0, at), uses.substring(at + 1)))
        : Optional.empty();
  }

  /// The version that the reference is known to stand for.
  public Optional<Version> version() {
    return ActionFacts.bundled().version(action, ref);
  }

  /// `owner/repo`.
  public String repository() {
    return repository(action);
  }

  static String repository(String action) {
    int path = action.indexOf('/', action.indexOf('/') + 1);
    return path < 0 ? action : action.substring(0, path);
  }
}
