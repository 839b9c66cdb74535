package dev.sallyport.base.model.finding;

import java.util.List;

/// All that is known of a rule without running it; the one home of its metadata.
///
/// @param id kebab-case, the name of its class and of its page; never reused
/// @param title one line, no full stop
/// @param severity what it usually is; a finding may be graded otherwise
/// @param network whether it needs a Fetcher to say anything
/// @param since first version that has it
public record RuleInfo(
    String id,
    String title,
    Severity severity,
    Confidence confidence,
    Persona persona,
    boolean network,
    String since,
    List<Reference> references) {

  public RuleInfo {
    references = List.copyOf(references);
    if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("a rule id is kebab-case: " + id);
    }
  }

  /// The usual case: offline, for everybody.
  public static RuleInfo of(String id, String title, Severity severity, Reference... references) {
    return new RuleInfo(
        id, title, severity, Confidence.HIGH, Persona.DEFAULT, false, "0.1", List.of(references));
  }

  public RuleInfo with(Persona wanted) {
    return new RuleInfo(id, title, severity, confidence, wanted, network, since, references);
  }

  public RuleInfo with(Confidence wanted) {
    return new RuleInfo(id, title, severity, wanted, persona, network, since, references);
  }

  public RuleInfo online() {
    return new RuleInfo(id, title, severity, confidence, persona, true, since, references);
  }

  /// Where its page lies in the repository.
  public String page() {
    return "docs/rules/" + id + ".md";
  }
}
