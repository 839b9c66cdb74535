package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.syntax.settings.ConfigProblems;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationReaderTest {

  @Test
  void readsEveryKey() {
    Configuration read =
        Samples.loaded(
            """
            version: 1
            fail-on: medium
            persona: pedantic
            strict: true
            paths:
              include: [".github/**"]
              exclude:
                - .github/workflows/generated-*.yml
            rules:
              unpinned-action:
                severity: critical
                persona: auditor
                paths: ["**"]
                ignore-paths: [.github/actions/**]
              missing-permissions:
                enabled: false
            policies:
              pinning: {"*": hash, Acme: ref, actions/checkout: any}
              allowed-actions: [actions/*, Acme/deploy]
              denied-actions: ["*"]
              allowed-hosts: [Hooks.example.com]
              ephemeral-runner-labels: [spot]
            suppressions:
              - rule: script-injection
                path: .github/workflows/label.yml
                fingerprint: 0123456789abcdef0123456789abcdef
                match: echo title
                reason: The title is printed only
                owner: team-build
                expires: 2027-01-31
            """);

    assertThat(read.path()).isEqualTo(".sallyport.yaml");
    assertThat(read.failOn()).isEqualTo(FailOn.MEDIUM);
    assertThat(read.persona()).isEqualTo(Persona.PEDANTIC);
    assertThat(read.strict()).isTrue();
    assertThat(read.paths())
        .isEqualTo(
            new PathFilter(
                List.of(Glob.of(".github/**")),
                List.of(Glob.of(".github/workflows/generated-*.yml"))));
    assertThat(read.rule("unpinned-action"))
        .isEqualTo(
            new RuleSetting(
                true,
                Severity.CRITICAL,
                Persona.AUDITOR,
                new PathFilter(List.of(Glob.of("**")), List.of(Glob.of(".github/actions/**")))));
    assertThat(read.rule("missing-permissions").enabled()).isFalse();
    assertThat(read.rule("unpinned-image")).isEqualTo(RuleSetting.DEFAULT);
    assertThat(read.policies())
        .isEqualTo(
            new Policies(
                Map.of(
                    "*", Policies.Pin.HASH,
                    "acme", Policies.Pin.REF,
                    "actions/checkout", Policies.Pin.ANY),
                List.of("actions/*", "acme/deploy"),
                List.of("*"),
                List.of("hooks.example.com"),
                List.of("spot")));
    Suppression suppression = read.suppressions().getFirst();
    assertThat(suppression.rule()).isEqualTo("script-injection");
    assertThat(suppression.path()).isEqualTo(Glob.of(".github/workflows/label.yml"));
    assertThat(suppression.fingerprint()).isEqualTo("0123456789abcdef0123456789abcdef");
    assertThat(suppression.match()).isEqualTo("echo title");
    assertThat(suppression.reason()).isEqualTo("The title is printed only");
    assertThat(suppression.owner()).isEqualTo("team-build");
    assertThat(suppression.expires()).isEqualTo(LocalDate.of(2027, 1, 31));
    assertThat(suppression.location().startLine()).isEqualTo(24);
  }

  @Test
  void readsTheSmallestFileAsTheDefaults() {
    Configuration read = Samples.loaded("version: 1\n");
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("path")
        .isEqualTo(Configuration.DEFAULT);
  }

  @Test
  void readsBehindAByteOrderMark() {
    assertThat(Samples.loaded("\ufeffversion: 1\nstrict: true\n").strict()).isTrue();
  }

  static List<Arguments> problems() {
    return List.of(
        Arguments.of("", "1:1: version: wanted 1, got an empty file. Write 'version: 1'"),
        Arguments.of("strict: true", "1:1: version: wanted 1, got no such key. Begin"),
        Arguments.of("version: 2", "1:10: version: wanted 1, got '2'."),
        Arguments.of("version: [1]", "1:10: version: wanted 1, got a list."),
        Arguments.of("- version: 1", "1:1: the file: wanted a mapping with keys version, "),
        Arguments.of("version: 1\n\tstrict: true", "2:1: the file: wanted YAML, got "),
        Arguments.of(
            "version: 1\nversion: 1", "2:1: the file: wanted one mapping, each key once, got "),
        Arguments.of("version: 1\n---\nversion: 1", "got a second document"),
        Arguments.of(
            "version: 1\nsupressions: []",
            "2:1: supressions: wanted one of version, rules, paths, policies, suppressions, fail-on,"
                + " persona, strict, got 'supressions'. Did you mean 'suppressions'?"),
        Arguments.of("version: 1\nfail-on: hihg", "got 'hihg'. Did you mean 'high'?"),
        Arguments.of(
            "version: 1\nfail-on: High",
            "2:10: fail-on: wanted one of info, low, medium, high, critical, never, got 'High'. Did"
                + " you mean 'high'?"),
        Arguments.of("version: 1\npersona: everyone", "one of default, pedantic, auditor"),
        Arguments.of(
            "version: 1\nstrict: yes",
            "2:9: strict: wanted true or false, got 'yes'. Write true or false, without quotes."),
        Arguments.of("version: 1\nstrict: 'true'", "strict: wanted true or false, got 'true'"),
        Arguments.of("version: 1\nstrict:", "strict: wanted true or false, got nothing"),
        Arguments.of("version: 1\nrules: [unpinned-action]", "2:8: rules: wanted a mapping with"),
        Arguments.of(
            "version: 1\nrules:", "rules: wanted a mapping with ids of rules, got nothing"),
        Arguments.of(
            "version: 1\nrules:\n  unpined-action: {enabled: false}",
            "3:3: rules.unpined-action: wanted the id of a rule, got 'unpined-action'. Did you mean"
                + " 'unpinned-action'?"),
        Arguments.of(
            "version: 1\nrules:\n  unpinned-action: false",
            "3:20: rules.unpinned-action: wanted a mapping with keys enabled, severity, persona,"
                + " paths, ignore-paths, got 'false'."),
        Arguments.of(
            "version: 1\nrules:\n  unpinned-action: {severity: bad}",
            "3:31: rules.unpinned-action.severity: wanted one of info, low, medium, high,"
                + " critical, got 'bad'."),
        Arguments.of(
            "version: 1\nrules:\n  unpinned-action: {exclude: []}", "got 'exclude'. Delete it"),
        Arguments.of("version: 1\npaths: {include: a}", "2:18: paths.include: wanted a list of"),
        Arguments.of(
            "version: 1\npaths: {include: [/a]}",
            "2:19: paths.include: wanted a path pattern, got '/a'. Patterns count from"),
        Arguments.of("version: 1\npaths: {include: [[a]]}", "path pattern such as"),
        Arguments.of("version: 1\npaths: {include: ['']}", "got an empty text"),
        Arguments.of(
            "version: 1\npolicies:\n  pinning:\n    actions: sha",
            "4:14: policies.pinning.actions: wanted one of any, ref, hash, got 'sha'."),
        Arguments.of(
            "version: 1\npolicies:\n  pinning: {actions/*: hash}",
            "3:13: policies.pinning.actions/*: wanted an owner, owner/repo or '*', got"),
        Arguments.of(
            "version: 1\npolicies:\n  allowed-actions: [actions/checkout@v4]",
            "3:21: policies.allowed-actions: wanted a list of actions, got 'actions/checkout@v4'."
                + " Write 'owner/repo', 'owner/*', 'docker://image' or '*'"),
        Arguments.of(
            "version: 1\npolicies:\n  allowed-hosts: ['https://example.com']",
            "got 'https://example.com'. Write the bare name"),
        Arguments.of(
            "version: 1\npolicies: {ephemeral-runner-labels: spot}", "a list of runner labels"),
        Arguments.of(
            "version: 1\nsuppressions: {}", "wanted a list of suppressions, got a mapping"),
        Arguments.of(
            "version: 1\nsuppressions: [unpinned-action]", "suppressions: wanted a mapping"),
        suppression("rule: unpinned-action, path: '**'", "suppressions.reason: wanted why"),
        suppression("rule: unpinned-action, path: '**', reason: ' '", "got an empty text"),
        suppression("rule: unpinned-action, path: '**', reason:", "reason: wanted why"),
        suppression("reason: x, path: '**'", "suppressions.rule: wanted the id of a rule"),
        suppression("rule: nope, path: '**', reason: x", "3:12: suppressions.rule: wanted the id"),
        suppression("rule: unpinned-action, reason: x", "path: \"**\""),
        suppression("rule: unpinned-action, reason: x, fingerprint: 12", "32 lower-case hexa"),
        suppression(
            "rule: unpinned-action, reason: x, path: a, expires: 31.01.2027",
            "suppressions.expires: wanted a date such as 2027-01-31, got '31.01.2027'. Write year"),
        suppression(
            "rule: unpinned-action, reason: x, path: a, expires: 2027-02-30", "a date such"),
        suppression("rule: unpinned-action, reason: x, path: a, expire: 2027-02-01", "'expires'?"));
  }

  private static Arguments suppression(String entry, String problem) {
    return Arguments.of("version: 1\nsuppressions:\n  - {" + entry + "}", problem);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void tellsWhatIsWrongAndWhatToDo(String text, String problem) {
    assertThat(Samples.problems(text)).singleElement().asString().contains(problem);
  }

  @Test
  void tellsAllProblemsAtOnceInTheOrderOfTheFile() {
    assertThat(
            Samples.problems(
                """
                version: 1
                rulez: {}
                strict: maybe
                suppressions:
                  - rule: unpined-action
                    path: /ci.yml
                    expires: tomorrow
                  - reason: ""
                    owner: {}
                fail-on: bad
                """))
        .extracting(problem -> problem.split(": ", 3)[0] + " " + problem.split(": ", 3)[1])
        .containsExactly(
            ".sallyport.yaml:2:1 rulez",
            ".sallyport.yaml:3:9 strict",
            ".sallyport.yaml:5:5 suppressions.reason",
            ".sallyport.yaml:5:11 suppressions.rule",
            ".sallyport.yaml:6:11 suppressions.path",
            ".sallyport.yaml:7:14 suppressions.expires",
            ".sallyport.yaml:8:5 suppressions.rule",
            ".sallyport.yaml:8:5 suppressions",
            ".sallyport.yaml:8:13 suppressions.reason",
            ".sallyport.yaml:9:12 suppressions.owner",
            ".sallyport.yaml:10:10 fail-on");
  }

  @Test
  void cutsAnEndlessListOfProblems() {
    StringBuilder text = new StringBuilder("version: 1\n");
    for (int i = 0; i < 1_000; i++) {
      text.append("key").append(i).append(": 1\n");
    }
    List<String> problems = Samples.problems(text.toString());
    assertThat(problems).hasSize(ConfigProblems.MOST + 1);
    assertThat(problems.getLast()).contains("900 more than are listed here");
  }

  @Test
  void showsNoControlCharacters() {
    assertThat(Samples.problems("version: 1\nfail-on: \"\\e[31m\\u202e\\nx\""))
        .singleElement()
        .asString()
        .contains("'\\u{1b}[31m\\u{202e} x'")
        .doesNotContain("\u001b", "\u202e", "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "~", "1", "text", "[]", "{}", "[[[]]]", "{a: {b: []}}", "''", "true"})
  void survivesEveryTypeEverywhere(String value) {
    for (String key : ConfigurationReader.KEYS) {
      Samples.problems("version: 1\n" + key + ": " + value);
    }
    for (String key : PoliciesReader.KEYS) {
      Samples.problems("version: 1\npolicies: {" + key + ": " + value + "}");
    }
    for (String key : SuppressionReader.KEYS) {
      Samples.problems("version: 1\nsuppressions: [{" + key + ": " + value + "}]");
    }
    for (String key : ConfigurationReader.RULE_KEYS) {
      Samples.problems("version: 1\nrules: {unpinned-action: {" + key + ": " + value + "}}");
    }
    for (String key : ConfigurationReader.PATHS_KEYS) {
      Samples.problems("version: 1\npaths: {" + key + ": " + value + "}");
    }
    assertThat(Samples.problems("version: " + value)).hasSize(value.equals("1") ? 0 : 1);
  }

  static List<Arguments> hostile() {
    StringBuilder laugh = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++) {
      laugh.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
    }
    return List.of(
        Arguments.of("huge", "#".repeat(ConfigurationReader.LONGEST + 1)),
        Arguments.of("deep", "version: " + "[".repeat(5_000)),
        Arguments.of("deeper by lines", "- ".repeat(5_000)),
        Arguments.of("aliases", laugh.toString()),
        Arguments.of("alias of itself", "version: &a [*a]"),
        Arguments.of("many keys", "k: v\n".repeat(60_000)),
        Arguments.of("a long key", "k".repeat(500_000) + ": 1"),
        Arguments.of("control characters", "version: \u0000\u0007"),
        Arguments.of("lone surrogate", "version: \ud800"),
        Arguments.of("halves at a buffer's end", "#" + "a".repeat(1_022) + "\ud800\ud800"),
        Arguments.of("keys that are lists", "? [a]\n: 1\n? {b: c}\n: 2"),
        Arguments.of(
            "many suppressions",
            "version: 1\nsuppressions:\n"
                + "  - {rule: unpinned-action, path: a, reason: b}\n"
                    .repeat(ConfigurationReader.MOST_SUPPRESSIONS + 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void refusesHostileFilesInTime(String name, String text) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(Samples.problems(text)).as(name).isNotEmpty());
  }

  @Test
  void findsTheFileOfARepository() {
    SourceText yaml = Samples.config("version: 1\nstrict: true");
    SourceText yml = Samples.file(".sallyport.yml", "version: 1\nfail-on: low");
    assertThat(find(Map.of())).isEqualTo(new ConfigurationResult.Loaded(Configuration.DEFAULT));
    assertThat(find(Map.of(".sallyport.yaml", yaml)))
        .isInstanceOfSatisfying(
            ConfigurationResult.Loaded.class,
            loaded -> assertThat(loaded.configuration().strict()).isTrue());
    assertThat(find(Map.of(".sallyport.yml", yml)))
        .isInstanceOfSatisfying(
            ConfigurationResult.Loaded.class,
            loaded -> assertThat(loaded.configuration().failOn()).isEqualTo(FailOn.LOW));
    assertThat(find(Map.of(".sallyport.yaml", yaml, ".sallyport.yml", yml)))
        .isInstanceOfSatisfying(
            ConfigurationResult.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .singleElement()
                    .asString()
                    .contains("wanted one file, got .sallyport.yaml and .sallyport.yml"));
  }

  private static ConfigurationResult find(Map<String, SourceText> root) {
    return ConfigurationReader.find(name -> Optional.ofNullable(root.get(name)), Samples.RULES);
  }
}
