package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Constant;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Value;
import java.util.List;
import java.util.stream.Stream;

/// `x && '' || 'b'` is meant as a choice and always gives `b`.
final class UnsoundTernary implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unsound-ternary",
          "Choice that always ends the same way",
          Severity.LOW,
          Reference.cwe(783),
          Reference.cicdSec(7),
          Reference.cis("1.5.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Stream.of(context.project().workflows(), context.project().actions())
        .flatMap(list -> list.stream().map(f -> (GithubFile) f))
        .forEach(file -> Texts.of(file).forEach(text -> look(file, text, out)));
  }

  private static void look(GithubFile file, Text text, Findings out) {
    if (!text.value().contains("&&") || !text.value().contains("||")) {
      return;
    }
    text.template().expressions().stream()
        .flatMap(e -> e.parsed().tree().stream())
        .flatMap(Expr::walk)
        .forEach(
            node -> {
              if (node instanceof Expr.Or(_, List<Expr> operands)) {
                operands
                    .subList(0, operands.size() - 1)
                    .forEach(operand -> branch(file, text, operand, out));
              }
            });
  }

  private static void branch(GithubFile file, Text text, Expr operand, Findings out) {
    if (!(operand.ungrouped() instanceof Expr.And(_, List<Expr> parts))) {
      return;
    }
    Expr chosen = parts.getLast();
    boolean never = Constant.truth(chosen) == Value.Truth.FALSE;
    if (never) {
      out.at(file.file(), text.source(operand.span()))
          .key(operand.text())
          .message(
              chosen.text()
                  + " counts as false, so '&& "
                  + chosen.text()
                  + " ||' always goes on to what stands behind '||'. Turn the condition round, or use"
                  + " case()")
          .add();
    }
  }
}
