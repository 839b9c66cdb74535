package dev.sallyport.base.model.finding;

import dev.sallyport.base.model.source.Location;
import java.util.List;

/// One weakness at one place.
///
/// @param rule id of the rule
/// @param reach the weakest attacker who can use it
/// @param message one or two sentences: what is wrong here and what it leads to
/// @param path the attacker's way in order; empty where there is none to tell
/// @param references beyond the rule's own, such as the advisory that a version falls under
/// @param fingerprint lower-case hex; made of what was found, never of line, commit or time
public record Finding(
    String rule,
    Severity severity,
    Confidence confidence,
    Persona persona,
    Reach reach,
    String message,
    Location primary,
    List<Related> related,
    List<PathStep> path,
    List<Reference> references,
    List<Fix> fixes,
    String fingerprint) {

  public Finding {
    related = List.copyOf(related);
    path = List.copyOf(path);
    references = List.copyOf(references);
    fixes = List.copyOf(fixes);
  }
}
