package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.rule.pipeline.SecretScripts.Scripted;
import dev.sallyport.scan.rule.pipeline.SecretVariables.Secret;
import dev.sallyport.scan.syntax.shell.EnvFile;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.UseKind;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A script prints a secret, or what it made of one, where the log or the summary keeps it.
final class SecretInLog implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "secret-in-log",
          "A secret is printed into the log",
          Severity.HIGH,
          Reference.cwe(532),
          Reference.cicdSec(6),
          Reference.cis("2.3.8"));

  private static final Set<String> PRINTERS =
      Set.of("echo", "printf", "write-host", "write-output", "write-verbose", "write-information");

  /// Print what they read, changed or not.
  private static final Set<String> FILTERS =
      Set.of(
          "cat", "tee", "sort", "uniq", "rev", "tac", "nl", "base64", "basenc", "xxd", "od",
          "hexdump", "tr", "cut", "sed", "gsed", "awk", "gawk", "jq", "yq", "gojq", "fold", "head",
          "tail", "column", "paste", "strings");

  private static final Set<String> SHOWN =
      Set.of("::notice", "::warning", "::error", "::debug", "::group");

  /// Does something else with its input than to pass it on.
  private static final Predicate<SimpleCommandView> KEEPS =
      c -> !c.is("sort", "cat", "tee", "uniq", "column");

  /// Of more names a message only tells how many there are.
  private static final int MOST_NAMED = 12;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Dumps known = new Dumps();
    SecretScripts.follow(context, scripted -> check(scripted, known, out));
  }

  private static void check(Scripted scripted, Dumps known, Findings out) {
    Site site = scripted.site();
    Text run = site.step().run();
    if (run == null) {
      return;
    }
    Set<String> reported = new HashSet<>();
    if (!scripted.uses().isEmpty()) {
      ToLog log = new ToLog(site.step().commands());
      for (Use<Secret> use : changedFirst(scripted.uses())) {
        Secret secret = changed(use);
        Optional<String> how = scripted.isMasked(use) ? Optional.empty() : how(use, log);
        if (how.isPresent() && reported.add(use.span() + secret.names())) {
          report(site, run, use.span(), secret, how.get(), out);
        }
      }
      trace(scripted, run, out);
    }
    dump(scripted, run, known, out);
  }

  /// What goes through a filter may be there both as it was and changed: the worse is told.
  private static List<Use<Secret>> changedFirst(List<Use<Secret>> uses) {
    return uses.stream()
        .sorted((a, b) -> Boolean.compare(b.label().derived(), a.label().derived()))
        .toList();
  }

  /// `${X:0:4}` and what a filter prints are no longer what the runner masks.
  private static Secret changed(Use<Secret> use) {
    if (use.kind() == UseKind.STDIN && use.command().filter(SecretScripts::changes).isPresent()) {
      return use.label().changed();
    }
    return use.part().orElse(null) instanceof WordPart.Variable variable
            && Set.of(":", "#", "##", "%", "%%", "/", "//", "^^", ",,", "^", ",", "@")
                .contains(variable.operator())
        ? use.label().changed()
        : use.label();
  }

  private static Optional<String> how(Use<Secret> use, ToLog log) {
    if (use.kind() == UseKind.ENV_FILE) {
      return use.write()
          .filter(write -> write.target() == EnvFile.STEP_SUMMARY)
          .map(_ -> "is written into the job's summary");
    }
    SimpleCommandView command = use.command().orElse(null);
    if (command == null || !log.prints(command)) {
      return Optional.empty();
    }
    String name = command.name().orElse("");
    boolean printed =
        use.kind() == UseKind.ARGUMENT
            && PRINTERS.contains(name)
            && !isAssignment(command)
            && !isCommandForRunner(command);
    boolean passed = use.kind() == UseKind.STDIN && FILTERS.contains(name);
    return printed || passed ? Optional.of("is printed by '" + name + "'") : Optional.empty();
  }

  /// `printf -v name`
  private static boolean isAssignment(SimpleCommandView command) {
    return command.is("printf")
        && !command.arguments().isEmpty()
        && command.arguments().getFirst().is("-v");
  }

  /// `::set-output …::` is swallowed by the runner, `::notice::` is shown.
  private static boolean isCommandForRunner(SimpleCommandView command) {
    for (Word word : command.arguments()) {
      String text = word.literalPrefix();
      if (text.startsWith("::")) {
        return SHOWN.stream().noneMatch(text::startsWith);
      }
      if (!text.startsWith("-")) {
        return false;
      }
    }
    return false;
  }

  private static void report(
      Site site, Text run, Span span, Secret secret, String how, Findings out) {
    out.at(site.owner().file(), run.source(span))
        .key(site.route() + "/" + secret.names())
        .severity(severity(secret))
        .persona(secret.derived() || !isName(secret) ? Persona.DEFAULT : Persona.PEDANTIC)
        .message(
            secret.derived()
                ? "what is made of "
                    + secret.names()
                    + " "
                    + how
                    + "; the runner only masks the secret itself, so everyone who can read the log"
                    + " can read this"
                : secret.names()
                    + " "
                    + how
                    + "; only the runner's mask, which knows the exact text and nothing else, stands"
                    + " between it and everyone who can read the log")
        .add();
  }

  private static Severity severity(Secret secret) {
    if (secret.derived()) {
      return Severity.HIGH;
    }
    return secret.isJobToken() || isName(secret) ? Severity.LOW : Severity.MEDIUM;
  }

  /// Kept as a secret, but by its name none.
  static boolean isName(Secret secret) {
    String name = secret.names().toLowerCase(Locale.ROOT);
    return List.of(
            "user",
            "username",
            "email",
            "region",
            "host",
            "hostname",
            "url",
            "bucket",
            "org",
            "project",
            "name",
            "repo",
            "repository",
            "registry",
            "domain",
            "port",
            "branch")
        .stream()
        .anyMatch(word -> name.equals(word) || name.endsWith("_" + word));
  }

  // ---- set -x

  private static void trace(Scripted scripted, Text run, Findings out) {
    boolean always = tracing(List.of(scripted.site().step().shell().split(" ", 10)));
    if (!always && !run.value().contains("x")) {
      return;
    }
    Shown shown = new Shown(scripted);
    SimpleCommandView on = null;
    for (SimpleCommandView command : scripted.site().step().commands()) {
      if (command.is("set") && on == null && tracing(command.argumentTexts())) {
        on = command;
      } else if (command.is("set")
          && command.argumentTexts().stream().anyMatch(SecretInLog::endsTrace)) {
        always = false;
        on = null;
      } else if (on != null || always) {
        Optional<Use<Secret>> use = shown.by(command);
        if (use.isPresent()) {
          traced(scripted, run, on == null ? command : on, use.get(), command, out);
          return;
        }
      }
    }
  }

  /// What tracing shows of each command, and of the assignments in a place.
  private static final class Shown {
    private final Map<SimpleCommandView, Use<Secret>> byCommand = new IdentityHashMap<>();
    private final TreeMap<Integer, Use<Secret>> byPlace = new TreeMap<>();

    Shown(Scripted scripted) {
      for (Use<Secret> use : scripted.uses()) {
        if (use.kind() == UseKind.STDIN || scripted.isMasked(use) || isName(use.label())) {
          continue;
        }
        use.command()
            .ifPresentOrElse(
                command -> byCommand.merge(command, use, Shown::worse),
                () -> byPlace.merge(use.span().start(), use, Shown::worse));
      }
    }

    private static Use<Secret> worse(Use<Secret> a, Use<Secret> b) {
      return changed(b).derived() && !changed(a).derived() ? b : a;
    }

    Optional<Use<Secret>> by(SimpleCommandView command) {
      Span span = command.span();
      Use<Secret> found = byCommand.get(command);
      for (Use<Secret> use : byPlace.subMap(span.start(), true, span.end(), true).values()) {
        if (span.contains(use.span())) {
          found = found == null ? use : worse(found, use);
        }
      }
      return Optional.ofNullable(found);
    }
  }

  private static void traced(
      Scripted scripted,
      Text run,
      SimpleCommandView at,
      Use<Secret> use,
      SimpleCommandView command,
      Findings out) {
    Secret secret = changed(use);
    Site site = scripted.site();
    out.at(site.owner().file(), run.source(at.span()))
        .key(site.route() + "/trace")
        .severity(secret.derived() ? Severity.HIGH : Severity.LOW)
        .message(
            "with tracing on, the shell prints every command with its values, here '"
                + command.name().orElse("an assignment")
                + "' with "
                + (secret.derived() ? "what is made of " : "")
                + secret.names()
                + (secret.derived() ? ", which the runner does not mask" : ""))
        .related(site.owner().file(), run.source(use.span()), "this is printed")
        .add();
  }

  private static boolean tracing(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean letters =
          word.length() > 1
              && word.charAt(0) == '-'
              && word.charAt(1) != '-'
              && word.indexOf('x') > 0;
      if (letters || (word.equals("xtrace") && i > 0 && words.get(i - 1).startsWith("-"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsTrace(String word) {
    return word.startsWith("+") && word.indexOf('x') > 0;
  }

  // ---- the whole environment

  private static void dump(Scripted scripted, Text run, Dumps known, Findings out) {
    String script = run.value();
    boolean may = script.contains("env") || script.contains("export") || script.contains("declare");
    if (!may || scripted.variables().size() == 0) {
      return;
    }
    List<SimpleCommandView> commands = scripted.site().step().commands();
    ToLog log = new ToLog(commands);
    List<SimpleCommandView> dumps =
        commands.stream().filter(c -> isDump(c) && reaches(c, log)).toList();
    if (dumps.isEmpty()) {
      return;
    }
    Dumped dumped = known.of(scripted);
    if (dumped.names().isEmpty()) {
      return;
    }
    for (SimpleCommandView command : dumps) {
      out.at(scripted.site().owner().file(), run.source(command.span()))
          .key(scripted.site().route() + "/environment")
          .severity(dumped.derived() ? Severity.HIGH : Severity.MEDIUM)
          .message("the whole environment is printed, " + dumped.names() + " included")
          .add();
    }
  }

  /// The secrets in the environment that nothing masks.
  ///
  /// @param names as a message names them
  /// @param derived whether something made of a secret is among all of them
  private record Dumped(String names, boolean derived) {}

  /// Asked again for the same secrets, as by each step of a job, it has its answer.
  private static final class Dumps {
    private Set<Secret> last = Set.of();
    private int masked;
    private Dumped dumped = new Dumped("", false);

    Dumped of(Scripted scripted) {
      Set<Secret> secrets = scripted.variables().secrets();
      if (secrets != last || scripted.masked().size() != masked) {
        last = secrets;
        masked = scripted.masked().size();
        dumped = dumped(secrets, scripted.masked());
      }
      return dumped;
    }

    private static Dumped dumped(Set<Secret> secrets, Set<Secret> masked) {
      List<String> names =
          secrets.stream()
              .filter(secret -> !masked.contains(secret) && !secret.isJobToken())
              .map(Secret::names)
              .distinct()
              .sorted()
              .toList();
      return new Dumped(Few.of(names, MOST_NAMED), secrets.stream().anyMatch(Secret::derived));
    }
  }

  private static boolean reaches(SimpleCommandView command, ToLog log) {
    if (!command.isPiped()) {
      return log.prints(command);
    }
    List<SimpleCommandView> next =
        command.nextDownstream(KEEPS).isPresent() ? List.of() : command.downstream();
    return !next.isEmpty() && log.prints(next.getLast());
  }

  private static boolean isDump(SimpleCommandView command) {
    List<String> words = command.argumentTexts();
    return switch (command.name().orElse("")) {
      case "env", "printenv" -> words.isEmpty() || words.equals(List.of("-0"));
      case "export" -> words.isEmpty() || words.equals(List.of("-p"));
      case "declare" -> words.equals(List.of("-x")) || words.equals(List.of("-px"));
      case "get-childitem", "gci", "dir", "ls" ->
          words.size() == 1 && words.getFirst().toLowerCase(Locale.ROOT).startsWith("env:");
      default -> false;
    };
  }
}
