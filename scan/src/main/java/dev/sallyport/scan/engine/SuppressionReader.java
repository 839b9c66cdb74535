package dev.sallyport.scan.engine;

import dev.sallyport.scan.syntax.settings.ConfigProblems;
import dev.sallyport.scan.syntax.settings.Fields;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One entry of `suppressions` in the configuration.
final class SuppressionReader {
  static final List<String> KEYS =
      List.of("rule", "path", "fingerprint", "match", "reason", "owner", "expires");

  private final ConfigProblems problems;
  private final Collection<String> known;

  SuppressionReader(ConfigProblems problems, Collection<String> known) {
    this.problems = problems;
    this.known = known;
  }

  Optional<Suppression> read(YamlNode node) {
    return Fields.of(problems, "suppressions", node, KEYS).flatMap(this::entry);
  }

  /// Reads every key even after a problem, so that all problems are told.
  private Optional<Suppression> entry(Fields fields) {
    Optional<String> rule = rule(fields);
    Optional<Glob> path = Globs.one(fields, "path");
    Optional<String> fingerprint = fingerprint(fields);
    Optional<String> match = fields.text("match", "text from the lines of the finding");
    Optional<String> reason = required(fields, "reason", "why it is acceptable, in words");
    Optional<String> owner = fields.text("owner", "who decided, such as a team's name");
    var expires = fields.date("expires");
    if (fields.get("path").isEmpty()
        && fields.get("fingerprint").isEmpty()
        && fields.get("match").isEmpty()) {
      problems.add(
          fields.node().span().start(),
          "suppressions",
          "path, fingerprint or match",
          "none of them",
          "Say what it is about; to hide the rule everywhere write path: \"**\"");
    }
    if (rule.isEmpty() || reason.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Suppression(
            rule.get(),
            path.orElse(null),
            fingerprint.orElse(null),
            match.orElse(null),
            reason.get(),
            owner.orElse(null),
            expires.orElse(null),
            problems.file().at(fields.node().span())));
  }

  private Optional<String> rule(Fields fields) {
    Optional<String> rule = required(fields, "rule", "the id of a rule");
    if (rule.isPresent() && !known.contains(rule.get())) {
      problems.unknown(
          fields.get("rule").orElseThrow().span().start(),
          fields.path("rule"),
          "the id of a rule",
          rule.get(),
          known);
    }
    return rule;
  }

  private Optional<String> required(Fields fields, String key, String wanted) {
    @Nullable YamlNode node = fields.get(key).orElse(null);
    if (node == null) {
      problems.add(fields.node().span().start(), fields.path(key), wanted, "no such key", "Add it");
      return Optional.empty();
    }
    return fields.text(key, wanted);
  }

  private static Optional<String> fingerprint(Fields fields) {
    Optional<String> text = fields.text("fingerprint", "the fingerprint of a finding");
    if (text.isPresent() && !BaselineLine.isFingerprint(text.get())) {
      fields.problem(
          fields.get("fingerprint").orElseThrow(),
          "fingerprint",
          BaselineLine.FINGERPRINT_LENGTH + " lower-case hexadecimal digits",
          "Copy it from the JSON or SARIF report");
    }
    return text;
  }
}
