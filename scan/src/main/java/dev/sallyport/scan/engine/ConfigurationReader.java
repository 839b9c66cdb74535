package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import dev.sallyport.scan.syntax.settings.ConfigProblems;
import dev.sallyport.scan.syntax.settings.Fields;
import dev.sallyport.scan.syntax.settings.SettingsFile;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// `.sallyport.yaml` to [Configuration]. Never throws on any text; tells all problems at once.
public final class ConfigurationReader {
  /// In the root of the repository; only one of them may be there.
  public static final List<String> NAMES = List.of(".sallyport.yaml", ".sallyport.yml");

  static final List<String> KEYS =
      List.of(
          "version", "rules", "paths", "policies", "suppressions", "fail-on", "persona", "strict");
  static final List<String> RULE_KEYS =
      List.of("enabled", "severity", "persona", "paths", "ignore-paths");
  static final List<String> PATHS_KEYS = List.of("include", "exclude");

  /// About ten times the largest that a person would write.
  public static final int LONGEST = 1_000_000;

  /// Each one is a decision with a reason; what is not decided one by one belongs in a baseline.
  static final int MOST_SUPPRESSIONS = 2_000;

  private final ConfigProblems problems;
  private final Set<String> known;

  private ConfigurationReader(SourceText file, Collection<String> known) {
    this.problems = new ConfigProblems(file);
    this.known = new TreeSet<>(known);
  }

  /// @param known ids of all rules there are
  public static ConfigurationResult read(SourceText file, Collection<String> known) {
    ConfigurationReader reader = new ConfigurationReader(file, known);
    Configuration configuration = reader.file();
    return reader.problems.isEmpty()
        ? new ConfigurationResult.Loaded(configuration)
        : new ConfigurationResult.Invalid(reader.problems.list());
  }

  /// The configuration of a repository: the default one when it has none.
  ///
  /// @param root gives a file of the root directory by name
  public static ConfigurationResult find(
      Function<String, Optional<SourceText>> root, Collection<String> known) {
    List<SourceText> there = NAMES.stream().map(root).flatMap(Optional::stream).toList();
    return switch (there.size()) {
      case 0 -> new ConfigurationResult.Loaded(Configuration.DEFAULT);
      case 1 -> read(there.getFirst(), known);
      default -> new ConfigurationResult.Invalid(List.of(both()));
    };
  }

  private static ConfigProblem both() {
    return new ConfigProblem(
        NAMES.getLast(),
        1,
        1,
        "configuration",
        "one file",
        String.join(" and ", NAMES),
        "Delete one of them, for it is not clear which one is meant");
  }

  private Configuration file() {
    return SettingsFile.open(
            problems, LONGEST, "Use path patterns or a baseline instead of single entries", KEYS)
        .map(this::configuration)
        .orElse(Configuration.DEFAULT);
  }

  private Configuration configuration(Fields fields) {
    SuppressionReader suppression = new SuppressionReader(problems, known);
    return new Configuration(
        problems.file().path(),
        rules(fields),
        fields
            .fields("paths", PATHS_KEYS)
            .map(
                paths -> new PathFilter(Globs.list(paths, "include"), Globs.list(paths, "exclude")))
            .orElse(PathFilter.ALL),
        fields
            .fields("policies", PoliciesReader.KEYS)
            .map(PoliciesReader::read)
            .orElse(Policies.DEFAULT),
        suppressions(fields, suppression),
        fields
            .choice("fail-on", List.of(FailOn.values()), FailOn::id)
            .orElse(Configuration.DEFAULT.failOn()),
        persona(fields).orElse(Configuration.DEFAULT.persona()),
        fields.flag("strict").orElse(false));
  }

  private List<Suppression> suppressions(Fields fields, SuppressionReader reader) {
    List<Suppression> read = fields.list("suppressions", "suppressions", reader::read);
    if (read.size() > MOST_SUPPRESSIONS) {
      fields.problem(
          fields.get("suppressions").orElseThrow(),
          "suppressions",
          "at most %d entries".formatted(MOST_SUPPRESSIONS),
          "Use path patterns, or a baseline");
    }
    return read;
  }

  private Map<String, RuleSetting> rules(Fields fields) {
    Map<String, RuleSetting> settings = new LinkedHashMap<>();
    fields
        .get("rules")
        .flatMap(node -> Fields.open(problems, "rules", node, "ids of rules"))
        .ifPresent(rules -> rules.entries().forEach(entry -> rule(rules, entry, settings)));
    return settings;
  }

  private void rule(Fields rules, YamlEntry entry, Map<String, RuleSetting> settings) {
    String id = entry.key().value();
    if (!known.contains(id)) {
      problems.unknown(entry.key().span().start(), rules.path(id), "the id of a rule", id, known);
    }
    Fields.of(problems, rules.path(id), entry.value(), RULE_KEYS)
        .ifPresent(fields -> settings.put(id, setting(fields)));
  }

  private static RuleSetting setting(Fields fields) {
    return new RuleSetting(
        fields.flag("enabled").orElse(true),
        fields.choice("severity", List.of(Severity.values()), Severity::id).orElse(null),
        persona(fields).orElse(null),
        new PathFilter(Globs.list(fields, "paths"), Globs.list(fields, "ignore-paths")));
  }

  private static Optional<Persona> persona(Fields fields) {
    return fields.choice("persona", List.of(Persona.values()), Persona::id);
  }
}
