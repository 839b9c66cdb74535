package dev.sallyport.base.model.event;

import dev.sallyport.base.model.source.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One rule of a policy and what it said.
///
/// @param evidence digests of what it was judged by
public record Reason(String rule, Outcome outcome, List<Digest> evidence) {

  public Reason {
    evidence = List.copyOf(evidence);
  }

  /// An exception never switches a rule off: the failure is shown, and that it was excepted.
  public enum Outcome {
    PASSED,
    FAILED,
    EXCEPTED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Outcome> of(String text) {
      return Arrays.stream(values()).filter(outcome -> outcome.text().equals(text)).findFirst();
    }
  }
}
