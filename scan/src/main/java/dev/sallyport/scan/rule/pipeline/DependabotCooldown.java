package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Dependabot;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.List;
import java.util.stream.Stream;

/// Updates are proposed as soon as they are published. Security updates never wait.
///
/// Source: GitHub documentation, "Dependabot options reference", `cooldown`.
final class DependabotCooldown implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "dependabot-cooldown",
          "Updates are proposed without waiting",
          Severity.LOW,
          Reference.cwe(1357),
          Reference.cicdSec(3),
          Reference.cis("3.1.8"));

  /// Most malicious releases of the last years were taken down within days.
  private static final int ENOUGH_DAYS = 7;

  private static final List<String> DAYS =
      List.of("default-days", "semver-major-days", "semver-minor-days", "semver-patch-days");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Dependabot file : context.project().dependabots()) {
      for (Dependabot.Update update : file.updates()) {
        if (!isForSecurityOnly(update)) {
          check(file, update, out);
        }
      }
    }
  }

  private static void check(Dependabot file, Dependabot.Update update, Findings out) {
    YamlMapping cooldown = update.cooldown();
    if (cooldown == null) {
      Span span = update.node().get("package-ecosystem").map(YamlNode::span).orElse(update.span());
      report(file, update, span, "has no 'cooldown', so a release is proposed", true, out);
      return;
    }
    List<Integer> days = DAYS.stream().flatMap(key -> days(cooldown, key)).toList();
    int shortest = days.stream().mapToInt(Integer::intValue).min().orElse(0);
    boolean unreadable =
        days.isEmpty() && DAYS.stream().anyMatch(key -> cooldown.get(key).isPresent());
    if (unreadable) {
      return;
    }
    if (shortest == 0 || excludesAll(cooldown)) {
      String why = "has a 'cooldown' that holds nothing back, so a release is proposed";
      report(file, update, cooldown.span(), why, true, out);
    } else if (shortest < ENOUGH_DAYS) {
      String why = "waits " + shortest + " days only, so a release may be proposed";
      report(file, update, cooldown.span(), why, false, out);
    }
  }

  private static void report(
      Dependabot file,
      Dependabot.Update update,
      Span span,
      String why,
      boolean none,
      Findings out) {
    out.at(file.file(), span)
        .key(update.ecosystem() + "/" + String.join(",", update.directories()))
        .reach(Reach.SUPPLIER)
        .persona(none ? Persona.DEFAULT : Persona.PEDANTIC)
        .message(
            "the entry for "
                + (update.ecosystem().isEmpty() ? "updates" : update.ecosystem())
                + " "
                + why
                + " before others can notice that it is malicious; security updates never wait")
        .add();
  }

  private static boolean isForSecurityOnly(Dependabot.Update update) {
    return update.node().get("open-pull-requests-limit").orElse(null) instanceof YamlScalar limit
        && limit.value().strip().equals("0");
  }

  private static boolean excludesAll(YamlMapping cooldown) {
    return cooldown.get("exclude").orElse(null) instanceof YamlSequence list
        && list.items().stream()
            .anyMatch(item -> item instanceof YamlScalar name && name.value().equals("*"));
  }

  private static Stream<Integer> days(YamlMapping cooldown, String key) {
    if (!(cooldown.get(key).orElse(null) instanceof YamlScalar scalar)) {
      return Stream.empty();
    }
    String value = scalar.value().strip();
    boolean number =
        !value.isEmpty() && value.length() < 6 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Stream.of(Integer.valueOf(value)) : Stream.empty();
  }
}
