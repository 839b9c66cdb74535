package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Suggest;
import dev.sallyport.cli.Candidates.Colours;
import dev.sallyport.cli.Candidates.Confidences;
import dev.sallyport.cli.Candidates.FailOns;
import dev.sallyport.cli.Candidates.Fixes;
import dev.sallyport.cli.Candidates.Formats;
import dev.sallyport.cli.Candidates.Personas;
import dev.sallyport.cli.Candidates.RuleIds;
import dev.sallyport.cli.Candidates.Severities;
import dev.sallyport.scan.engine.ExitCodes;
import dev.sallyport.scan.engine.FailOn;
import dev.sallyport.scan.report.Visible;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sallyport scan`: the options; what they do is in [ScanRun].
@Command(
    name = "scan",
    description = "Find weaknesses in pipeline definitions.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes:",
      "  0  all was looked into, nothing at or above --fail-on",
      "  1  findings at or above --fail-on",
      "  2  wrong usage or configuration, or the report could not be written",
      "  3  something could not be analysed (--strict: or a reference not resolved)"
    })
final class ScanCommand implements Callable<Integer> {
  private final Clock clock;
  final Map<String, String> environment;

  @Spec @Nullable CommandSpec spec;

  /// @param clock tells which day it is, for suppressions that end
  /// @param environment variables of the process
  ScanCommand(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.environment = environment;
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "A repository, or directories and files of one; the current directory without any;"
              + " - for one workflow on standard input.")
  List<Path> paths = new ArrayList<>();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description = "One of ${COMPLETION-CANDIDATES}. Default: terminal.")
  @Nullable String format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report (with --diff: the patch) to a file.")
  @Nullable Path output;

  @Option(
      names = "--fail-on",
      // The script for bash keeps candidates by label: each label has its own.
      paramLabel = "THRESHOLD",
      completionCandidates = FailOns.class,
      description = "Exit with 1 from this severity on: ${COMPLETION-CANDIDATES}. Default: high.")
  @Nullable String failOn;

  @Option(
      names = "--persona",
      paramLabel = "WHO",
      completionCandidates = Personas.class,
      description =
          "default: what to act on; pedantic: habits too; auditor: all that deserves a look."
              + " A rule that --only names speaks to every persona.")
  @Nullable String persona;

  @Option(
      names = "--min-severity",
      paramLabel = "SEVERITY",
      completionCandidates = Severities.class,
      description = "Show findings from this severity on: ${COMPLETION-CANDIDATES}.")
  @Nullable String minSeverity;

  @Option(
      names = "--min-confidence",
      paramLabel = "LEVEL",
      completionCandidates = Confidences.class,
      description = "Show findings from this confidence on: ${COMPLETION-CANDIDATES}.")
  @Nullable String minConfidence;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "RULE",
      completionCandidates = RuleIds.class,
      description = "Run these rules only; patterns such as 'unpinned-*' work.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "RULE",
      completionCandidates = RuleIds.class,
      description = "Leave these rules out.")
  List<String> skip = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Instead of .sallyport.yaml in the repository's root.")
  @Nullable Path config;

  @Option(
      names = "--config-from",
      paramLabel = "REF",
      description = "Take .sallyport.yaml from a branch, tag or commit instead of the directory.")
  @Nullable String configFrom;

  @Option(names = "--no-config", description = "Read no .sallyport.yaml at all.")
  boolean noConfig;

  @Option(names = "--no-inline", description = "Comments in the scanned files suppress nothing.")
  boolean noInline;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Report only what this file does not list.")
  @Nullable Path baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "List the findings of today that the persona sees in a file.")
  @Nullable Path writeBaseline;

  @Option(
      names = "--since",
      paramLabel = "REF",
      description = "Report only what came in since a branch, tag or commit.")
  @Nullable String since;

  @Option(
      names = "--fix",
      arity = "0..1",
      paramLabel = "unsafe",
      fallbackValue = "safe",
      completionCandidates = Fixes.class,
      description = "Mend what can be mended without changing what runs; =unsafe: the rest too.")
  @Nullable String fix;

  @Option(
      names = "--diff",
      description = "Print what --fix would change as a patch, and change nothing.")
  boolean diff;

  @Option(names = "--strict", description = "Unresolved references count as incomplete.")
  boolean strict;

  @Option(names = "--tracked", description = "Go by the git index instead of the directory.")
  boolean tracked;

  @Option(
      names = "--online",
      description =
          "Ask the code host for the refs and definitions of actions and workflows of others;"
              + " needs network.")
  boolean online;

  @Option(
      names = "--all",
      description = "Show every finding in full instead of folding alike ones.")
  boolean all;

  @Option(names = "--no-cache", description = "Neither read nor write remembered results.")
  boolean noCache;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      completionCandidates = Colours.class,
      description =
          "${COMPLETION-CANDIDATES}; auto colours a terminal unless NO_COLOR or TERM=dumb is set.")
  String color = "auto";

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no notices.")
  boolean quiet;

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    try {
      takePathFromFix();
      return new ScanRun(this, line.getOut(), line.getErr(), clock).run();
    } catch (UsageException wrong) {
      // It may quote a file of the tree.
      String text = wrong.text().lines().map(Visible::text).collect(Collectors.joining("\n"));
      line.getErr().println("sallyport: " + text);
      line.getErr().flush();
      return ExitCodes.USAGE;
    }
  }

  /// `--fix .` is the obvious thing to type; only the two words are values of the option.
  private void takePathFromFix() {
    if (fix == null || fix.equals("safe") || fix.equals("unsafe")) {
      return;
    }
    Path path = Path.of(fix);
    if (!fix.equals("-") && !Files.exists(path)) {
      throw new UsageException(
          "--fix: expected safe or unsafe, or a PATH that exists, got '"
              + fix
              + "'"
              + Suggest.hint(fix, List.of("safe", "unsafe")));
    }
    paths.addFirst(path);
    fix = "safe";
  }

  Persona personaOr(Persona fallback) {
    if (persona == null && !only.isEmpty()) {
      return Persona.AUDITOR; // a rule that is named shall speak
    }
    return persona == null ? fallback : word("--persona", persona, Persona.values());
  }

  Severity severity() {
    return minSeverity == null
        ? Severity.INFO
        : word("--min-severity", minSeverity, Severity.values());
  }

  Confidence confidence() {
    return minConfidence == null
        ? Confidence.LOW
        : word("--min-confidence", minConfidence, Confidence.values());
  }

  /// As the option says; empty without it.
  Optional<FailOn> failOn() {
    return failOn == null
        ? Optional.empty()
        : Optional.of(word("--fail-on", failOn, FailOn.values()));
  }

  String formatId() {
    return format == null ? "terminal" : format;
  }

  /// Whether files are mended, or would be, instead of reported on.
  boolean fixes() {
    return fix != null || diff;
  }

  /// Before anything is read: options that contradict each other, and words that do not exist.
  ///
  /// @throws UsageException naming the first of them
  void check() {
    if (paths.stream().anyMatch(path -> path.toString().isEmpty())) {
      throw new UsageException(
          "PATH: expected a directory or file, got an empty text; write . for the current"
              + " directory (is a variable empty?)");
    }
    if (output != null && output.toString().isEmpty()) {
      throw new UsageException(
          "--output: expected a file, got an empty text (is a variable empty?)");
    }
    failOn();
    personaOr(Persona.DEFAULT);
    severity();
    confidence();
    if (fixes()) {
      checkFixes();
    }
  }

  private void checkFixes() {
    String option = diff ? "--diff" : "--fix";
    if (format != null) {
      throw new UsageException(
          option + " writes no report, so that --format means nothing: leave one of them out");
    }
    if (!diff && paths.contains(Path.of("-"))) {
      throw new UsageException(
          "--fix: standard input cannot be changed in place; '- --diff' prints the patch");
    }
    if (output != null && !diff) {
      throw new UsageException(
          "--fix changes the files in place, so that --output means nothing; for a patch in a"
              + " file: --diff --output FILE");
    }
    if (writeBaseline != null) {
      throw new UsageException(
          option + " writes no baseline: run once more with --write-baseline alone");
    }
  }

  private static <E extends Enum<E>> E word(String option, String given, E[] values) {
    for (E value : values) {
      if (value.name().equalsIgnoreCase(given)) {
        return value;
      }
    }
    List<String> known =
        List.of(values).stream().map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    throw new UsageException(
        option
            + ": expected one of "
            + String.join(", ", known)
            + ", got '"
            + given
            + "'"
            + Suggest.hint(given, known));
  }
}
