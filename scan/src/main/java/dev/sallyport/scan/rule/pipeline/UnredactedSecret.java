package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Expr;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A piece is taken out of a secret that holds JSON: the runner masks the whole only.
final class UnredactedSecret implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unredacted-secret",
          "A part of a structured secret is not masked in logs",
          Severity.MEDIUM,
          Reference.cwe(532),
          Reference.cicdSec(6),
          Reference.cis("2.3.8"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      for (EnvVar variable : workflow.env()) {
        check(workflow.file(), "", variable.value(), out);
      }
      for (Job job : workflow.jobs()) {
        Set<Text> masked = new HashSet<>();
        job.steps().forEach(step -> masked.addAll(maskedByItself(step)));
        Texts.of(job).stream()
            .filter(text -> !masked.contains(text))
            .forEach(text -> check(workflow.file(), job.id(), text, out));
      }
    }
  }

  /// Variables of a step that its script tells the runner to mask.
  private static List<Text> maskedByItself(Step step) {
    String run = step.run() == null ? "" : step.run().value();
    return run.contains("::add-mask::")
        ? step.env().list().stream()
            .filter(
                v ->
                    run.contains("::add-mask::$" + v.name())
                        || run.contains("::add-mask::${" + v.name() + "}"))
            .map(EnvVar::value)
            .toList()
        : List.of();
  }

  private static void check(SourceText file, String job, Text text, Findings out) {
    if (!text.mayHaveExpressions() || !text.value().toLowerCase(Locale.ROOT).contains("fromjson")) {
      return;
    }
    for (var part : text.template().expressions()) {
      part.parsed().tree().stream()
          .flatMap(Expr::walk)
          .filter(UnredactedSecret::isPiece)
          .findFirst()
          .ifPresent(
              piece ->
                  out.at(file, text.source(piece.span()))
                      .key(job)
                      .message(
                          "the runner masks "
                              + String.join(", ", SecretAccess.reaching(piece))
                              + " as a whole; this piece of it shows in the log whenever something"
                              + " prints it")
                      .add());
    }
  }

  /// `fromJSON(secrets.X).y`, `fromJSON(secrets.X)['y']`, however deep.
  private static boolean isPiece(Expr expr) {
    Expr target =
        switch (expr) {
          case Expr.Property(_, Expr of, _) -> of;
          case Expr.Index(_, Expr of, _) -> of;
          case Expr.Star(_, Expr of) -> of;
          default -> null;
        };
    if (target == null) {
      return false;
    }
    return switch (target.ungrouped()) {
      case Expr.Call call ->
          call.is("fromJSON")
              && call.arguments().stream().anyMatch(a -> !SecretAccess.reaching(a).isEmpty());
      default -> isPiece(target.ungrouped());
    };
  }
}
