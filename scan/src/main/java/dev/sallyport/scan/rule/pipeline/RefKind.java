package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.ci.github.facts.Version;
import java.util.Locale;
import java.util.Set;

/// What the text behind the `@` of a `uses:` is, as far as it can be told without asking.
enum RefKind {
  /// A full commit id: cannot move.
  COMMIT,
  /// Digits of a commit id, but not all of them. GitHub resolves it as a branch or tag name.
  SHORT_COMMIT,
  /// A version, or a name that is known as a tag.
  TAG,
  /// A name that projects give to the line they work on.
  BRANCH,
  /// Another name; branch or tag.
  NAME,
  /// Nothing, or an expression, which `uses:` does not take.
  INVALID;

  private static final int SHORTEST_COMMIT = 7;

  private static final Set<String> BRANCHES =
      Set.of(
          "main",
          "master",
          "head",
          "trunk",
          "dev",
          "develop",
          "development",
          "default",
          "next",
          "nightly",
          "canary",
          "edge",
          "unstable",
          "staging",
          "gh-pages");

  static RefKind of(Uses.Remote remote, ActionFacts facts) {
    String ref = remote.ref();
    if (remote.isPinned()) {
      return COMMIT;
    }
    if (ref.isBlank() || ref.contains("${{")) {
      return INVALID;
    }
    String name = ref.startsWith("refs/heads/") ? ref.substring("refs/heads/".length()) : ref;
    if (BRANCHES.contains(name.toLowerCase(Locale.ROOT)) || ref.startsWith("refs/heads/")) {
      return BRANCH;
    }
    if (ref.startsWith("refs/tags/")
        || Version.parse(ref).isPresent()
        || facts.commit(remote.repository(), ref).isPresent()) {
      return isShortCommit(ref) && facts.commit(remote.repository(), ref).isEmpty()
          ? SHORT_COMMIT
          : TAG;
    }
    return isShortCommit(ref) ? SHORT_COMMIT : NAME;
  }

  /// Seven hex digits or more with a letter or without a dot; `2024010` could be a date, so digits
  /// alone are taken for a version.
  private static boolean isShortCommit(String ref) {
    return ref.length() >= SHORTEST_COMMIT
        && ref.length() < 40
        && ref.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
        && ref.chars().anyMatch(c -> c >= 'a')
        && ref.chars().anyMatch(c -> c <= '9');
  }
}
