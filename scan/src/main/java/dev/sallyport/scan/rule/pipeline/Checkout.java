package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.facts.ActionFacts;

/// What `actions/checkout` leaves behind.
final class Checkout {
  private static final String SLUG = "actions/checkout";

  private Checkout() {}

  static boolean is(Step step) {
    return step.isUsing(SLUG);
  }

  /// Whether the credential stays for later steps, which is the default since version 2; version 1
  /// kept it always.
  static boolean persists(Step step) {
    String asked = step.with().value("persist-credentials").strip();
    return is(step) && !asked.equalsIgnoreCase("false");
  }

  /// Version 6 keeps the credential outside of the working copy. A version that is not known, such
  /// as an unlisted commit, counts as older.
  static boolean outside(Uses.Remote remote) {
    return ActionFacts.bundled()
        .version(SLUG, remote.ref())
        .filter(version -> version.major() >= 6 && version.major() < 1000)
        .isPresent();
  }
}
