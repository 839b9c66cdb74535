package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.rule.Policies;

/// What it means that a `uses:` of another repository is or is not fixed to a commit.
final class Pins {
  private Pins() {}

  /// Whether the policy asks for more than this.
  static boolean isWanting(Policies.Pin wanted, RefKind kind) {
    return switch (wanted) {
      case ANY -> false;
      case REF -> kind != RefKind.COMMIT && kind != RefKind.TAG;
      case HASH -> kind != RefKind.COMMIT;
    };
  }

  /// A tag is moved by somebody's decision; a branch moves with every push.
  static Severity severity(RefKind kind) {
    return kind == RefKind.BRANCH ? Severity.HIGH : Severity.MEDIUM;
  }

  /// The host runs its own actions' code with every job; that a branch of theirs moves is a matter
  /// of what breaks rather than of who attacks.
  static Severity severity(RefKind kind, boolean firstParty) {
    return !firstParty
        ? severity(kind)
        : kind == RefKind.TAG ? Severity.LOW : FlowFindings.least(Severity.MEDIUM, severity(kind));
  }

  /// GitHub's own actions are trusted with the runner anyway, unless a policy says otherwise.
  static boolean isFirstParty(Policies policies, Uses.Remote remote) {
    String owner = remote.repository().substring(0, remote.repository().indexOf('/'));
    return (owner.equals("actions") || owner.equals("github"))
        && !policies.decided(remote.repository());
  }

  /// @param where the code then runs
  static String message(Uses.Remote remote, RefKind kind, String where) {
    String named = "'" + remote.ref() + "' of " + remote.slug();
    return switch (kind) {
      case INVALID ->
          remote.slug()
              + (remote.ref().isBlank()
                  ? " is used without a ref, so nothing says which code is meant"
                  : " is named by an expression, which 'uses:' does not take");
      case SHORT_COMMIT ->
          named
              + " is a cut-off commit id; only a branch or tag of that name can be meant, and its"
              + " owner can create one";
      case BRANCH ->
          named + " is a branch; whatever is pushed to it next runs in " + where + " unseen";
      case TAG, NAME, COMMIT ->
          named
              + " can be moved to other code at any time; whoever controls that repository then"
              + " runs in "
              + where;
    };
  }
}
