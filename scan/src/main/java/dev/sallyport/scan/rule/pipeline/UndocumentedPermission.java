package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Permissions;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import org.jspecify.annotations.Nullable;

/// A token may write, and no comment says what for.
final class UndocumentedPermission implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "undocumented-permission",
              "Write access without a word of what for",
              Severity.INFO,
              Reference.cicdSec(5),
              Reference.cis("2.3.6"))
          .with(Persona.PEDANTIC);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      check(workflow, workflow.permissions(), "", out);
      workflow.jobs().forEach(job -> check(workflow, job.permissions(), job.id(), out));
    }
  }

  private static void check(
      Workflow workflow, @Nullable Permissions permissions, String route, Findings out) {
    if (permissions == null) {
      return;
    }
    String text = workflow.file().text();
    boolean above = commented(text, permissions.entry().key().span());
    for (Permissions.Scope scope : permissions.scopes()) {
      Span span = scope.entry().span();
      if (scope.level() == Permissions.Level.WRITE && !above && !commented(text, span)) {
        out.at(workflow.file(), span)
            .key(route + "/" + scope.name())
            .message(
                "no comment says what '"
                    + scope.name()
                    + ": write' is needed for; who comes later does not dare to take it away")
            .add();
      }
    }
  }

  /// Behind it on its line, or alone on the line before.
  private static boolean commented(String text, Span span) {
    int end = text.indexOf('\n', span.end());
    String rest = text.substring(span.end(), end < 0 ? text.length() : end);
    int start = text.lastIndexOf('\n', span.start());
    int before = start <= 0 ? -1 : text.lastIndexOf('\n', start - 1);
    String above = start <= 0 ? "" : text.substring(before + 1, start);
    return rest.contains("#") || above.strip().startsWith("#");
  }
}
