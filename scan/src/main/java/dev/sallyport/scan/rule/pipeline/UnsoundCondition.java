package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Template;
import java.util.Optional;

/// A condition holds whatever its expression says.
final class UnsoundCondition implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unsound-condition",
          "Condition is always true",
          Severity.HIGH,
          Reference.cwe(571),
          Reference.cicdSec(1),
          Reference.cis("1.5.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Conditionals.Conditional each : Conditionals.of(context.project())) {
      String why = why(each.text());
      if (!why.isEmpty()) {
        out.at(each.owner().file(), each.text().span())
            .key(each.route())
            .message("this condition always holds: " + why)
            .fix(() -> mend(context, each))
            .add();
      }
    }
  }

  /// All of it becomes one expression; inside a condition no braces are needed.
  private static Optional<Fix> mend(RuleContext context, Conditionals.Conditional each) {
    StringBuilder whole = new StringBuilder();
    boolean blank = true;
    for (Template.Part part : each.text().template().parts()) {
      switch (part) {
        case Template.Part.Text(_, String outside) -> {
          blank &= outside.isBlank();
          whole.append(outside);
        }
        case Template.Part.Expression expression -> {
          String inner = expression.inner().in(each.text().value()).strip();
          boolean alone = each.text().template().expressions().size() == 1;
          whole.append(alone ? inner : "(" + inner + ")");
        }
      }
    }
    Safety safety = blank ? Safety.SAFE : Safety.UNSAFE;
    return context
        .edits(each.owner())
        .replaceScalar(each.text().scalar(), whole.toString().strip())
        .map(edits -> new Fix("Make it one expression", safety, "", edits));
  }

  private static String why(Text text) {
    if (!text.value().contains("${{") || text.template().expressions().isEmpty()) {
      return "";
    }
    for (Template.Part part : text.template().parts()) {
      if (part instanceof Template.Part.Text(_, String outside)) {
        return outside.isBlank()
            ? "the line break behind the expression makes it a text, and a text that is not empty is"
                + " true; write it without the braces, or with '>-' or '|-'"
            : "there is text around the expression ('"
                + outside.strip()
                + "'), and a text that is not empty is true; put all of it inside the braces";
      }
    }
    return "";
  }
}
