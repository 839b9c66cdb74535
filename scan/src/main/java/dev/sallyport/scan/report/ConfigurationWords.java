package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.ConfigurationEffect;
import dev.sallyport.base.model.finding.ConfigurationEffect.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One sentence, the same in every format, about what the configuration took away. It is never
/// left out: a pull request could otherwise switch off its own check.
final class ConfigurationWords {
  private static final int NAMED = 5;

  private ConfigurationWords() {}

  /// Empty when there was no configuration file. File names in it come from the scanned tree.
  static Optional<String> sentence(ConfigurationEffect effect) {
    if (effect.file().isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = parts(effect);
    String decided =
        parts.isEmpty() ? "is in force and hides nothing" : "decided: " + String.join(", ", parts);
    String advice = effect.origin() == Origin.TREE ? ". --no-config scans without it." : ".";
    String where = effect.origin() == Origin.TREE ? " of the scanned tree" : "";
    return Optional.of(effect.file() + where + " " + decided + advice);
  }

  private static List<String> parts(ConfigurationEffect effect) {
    List<String> parts = new ArrayList<>();
    int files = effect.excludedFiles().size();
    if (files > 0) {
      parts.add(Words.count(files, "file") + " excluded (" + named(effect.excludedFiles()) + ")");
    }
    int rules = effect.disabledRules().size();
    if (rules > 0) {
      parts.add(Words.count(rules, "rule") + " off (" + named(effect.disabledRules()) + ")");
    }
    if (effect.hiddenFindings() > 0) {
      parts.add(Words.count(effect.hiddenFindings(), "finding") + " hidden by rules and paths");
    }
    if (effect.loweredFindings() > 0) {
      parts.add(Words.count(effect.loweredFindings(), "finding") + " graded lower");
    }
    if (effect.suppressedFindings() > 0) {
      parts.add(Words.count(effect.suppressedFindings(), "finding") + " suppressed");
    }
    if (effect.policies()) {
      parts.add("policies apply");
    }
    if (effect.failOnOrigin() == effect.origin()) {
      parts.add("fail-on is " + effect.failOn());
    }
    return parts;
  }

  private static String named(List<String> names) {
    return names.size() <= NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
  }
}
