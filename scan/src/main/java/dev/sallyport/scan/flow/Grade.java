package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Severity;
import java.util.List;

/// The outcome of reach x privilege x gate for one place.
///
/// @param severity for somebody's code running there
/// @param event under which it is worst
/// @param gates that stand before it under that event
public record Grade(
    Severity severity, Reach reach, String event, Privilege privilege, List<Gate> gates)
    implements Comparable<Grade> {

  public Grade {
    gates = List.copyOf(gates);
  }

  static Grade of(
      String event, Reach reach, boolean privileged, Privilege privilege, List<Gate> gates) {
    Severity severity = severity(reach, privileged, privilege);
    boolean approval =
        gates.stream()
            .anyMatch(
                g ->
                    g.kind() == Gate.Kind.ENVIRONMENT
                        || (g.stays() && reach.compareTo(Reach.TRIAGER) > 0));
    return new Grade(approval ? lower(severity) : severity, reach, event, privilege, gates);
  }

  private static Severity severity(Reach reach, boolean privileged, Privilege privilege) {
    return switch (reach) {
      case OUTSIDER -> {
        if (!privileged) {
          yield privilege.selfHosted() ? Severity.HIGH : Severity.MEDIUM;
        }
        yield privilege.strong() || privilege.selfHosted() ? Severity.CRITICAL : Severity.HIGH;
      }
      case CONTRIBUTOR -> privilege.strong() ? Severity.HIGH : Severity.MEDIUM;
      case TRIAGER -> privilege.strong() ? Severity.MEDIUM : Severity.LOW;
      case WRITER -> privilege.strong() ? Severity.MEDIUM : Severity.LOW;
      case SUPPLIER -> Severity.MEDIUM;
      case NONE -> Severity.INFO;
    };
  }

  /// One step down.
  public static Severity lower(Severity severity) {
    return Severity.values()[Math.max(0, severity.ordinal() - 1)];
  }

  @Override
  public int compareTo(Grade other) {
    int bySeverity = severity.compareTo(other.severity);
    return bySeverity != 0 ? bySeverity : reach.compareTo(other.reach);
  }
}
