package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import java.util.List;

/// Which findings are shown.
///
/// @param persona who reads
/// @param severity the least
/// @param confidence the least
public record FindingFilter(Persona persona, Severity severity, Confidence confidence) {

  /// All that this persona sees.
  public static FindingFilter of(Persona persona) {
    return new FindingFilter(persona, Severity.INFO, Confidence.LOW);
  }

  public boolean accepts(Finding finding) {
    return persona.sees(finding.persona())
        && finding.severity().atLeast(severity)
        && finding.confidence().compareTo(confidence) >= 0;
  }

  public List<Finding> apply(List<Finding> findings) {
    return findings.stream().filter(this::accepts).toList();
  }
}
