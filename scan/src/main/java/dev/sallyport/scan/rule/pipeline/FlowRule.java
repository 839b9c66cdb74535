package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Charset;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Optional;
import java.util.Set;

/// A rule that picks hits of the flow analysis by their sink and says what they mean.
abstract class FlowRule implements Rule {
  private final RuleInfo info;
  private final Set<Sink> sinks;

  FlowRule(RuleInfo info, Sink... sinks) {
    this.info = info;
    this.sinks = Set.of(sinks);
  }

  abstract boolean wants(Hit hit);

  abstract String message(Hit hit);

  Severity severity(Hit hit) {
    return hit.grade().severity();
  }

  /// Only where the expression itself stands in the script of the step that is shown.
  private static Optional<Fix> fix(RuleContext context, Hit hit) {
    boolean pasted = hit.sink() == Sink.SCRIPT || hit.sink() == Sink.CODE_INPUT;
    boolean shell = hit.sink() == Sink.CODE_INPUT && hit.site().step().run() != null;
    boolean own = context.project().owns(hit.site().owner().file());
    return pasted && own && !shell ? EnvFix.of(context, hit.site()) : Optional.empty();
  }

  Persona persona(Hit hit) {
    return info.persona();
  }

  private static final String LOOSE =
      " (a check looks at its lines one by one: a value of several lines passes it with one that"
          + " fits)";

  private static boolean loose(Hit hit) {
    return hit.charset() == Charset.LOOSELY_CHECKED;
  }

  @Override
  public final RuleInfo info() {
    return info;
  }

  @Override
  public final void check(RuleContext context, Findings out) {
    for (Hit hit : context.flow().hits()) {
      if (sinks.contains(hit.sink()) && wants(hit)) {
        FlowFindings.at(out, hit)
            .severity(loose(hit) ? FlowFindings.least(Severity.LOW, severity(hit)) : severity(hit))
            .persona(loose(hit) ? Persona.PEDANTIC : persona(hit))
            .message(message(hit) + (loose(hit) ? LOOSE : ""))
            .sharedFix(hit.site().step(), () -> fix(context, hit))
            .add();
      }
    }
  }
}
