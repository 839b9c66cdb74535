package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Gate;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.rule.Findings;
import java.util.List;

/// What all rules on flows say in the same way: who, with which rights, past which gates.
final class FlowFindings {
  private FlowFindings() {}

  /// Begins a finding at a hit, graded and with the attacker's path.
  static Findings.Draft at(Findings out, Hit hit) {
    Findings.Draft draft =
        out.at(hit.file(), hit.span())
            .key(hit.site().route() + "/" + hit.origin())
            .severity(hit.grade().severity())
            .confidence(hit.confidence())
            .reach(hit.grade().reach())
            .path(hit.path());
    if (hit.acrossFiles()) {
      draft.related(
          hit.site().owner().file(), hit.site().step().span(), "this is where it is used");
    }
    return draft;
  }

  /// "Anyone who opens a pull request …", for the start of a message.
  static String who(Grade grade) {
    return switch (grade.reach()) {
      case OUTSIDER -> "anyone";
      case CONTRIBUTOR -> "a contributor";
      case TRIAGER -> "someone with triage rights";
      case WRITER -> "someone with write access";
      case SUPPLIER -> "a supplier";
      case NONE -> "nobody foreign";
    };
  }

  /// With what rights and behind which gates, for the end of a message.
  static String stakes(Grade grade) {
    String text = "under " + grade.event() + " the job has " + grade.privilege().text();
    if (grade.gates().isEmpty()) {
      return text;
    }
    List<String> texts = grade.gates().stream().map(FlowFindings::gate).distinct().toList();
    String gates = Few.of(texts, 3, "; ");
    return text + " (gate: " + gates + ")";
  }

  private static String gate(Gate gate) {
    return gate.stays() ? gate.text() + ", but the label stays" : gate.text();
  }

  static Severity least(Severity a, Severity b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  static boolean outsider(Grade grade) {
    return grade.reach() == Reach.OUTSIDER;
  }
}
