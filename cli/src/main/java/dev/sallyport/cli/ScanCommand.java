package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.engine.ExitCodes;
import dev.sallyport.scan.engine.FailOn;
import dev.sallyport.scan.report.Reports;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
      "Exit codes: 0 clean; 1 findings at or above --fail-on; 2 wrong usage or configuration;",
      "3 something could not be analysed (with --strict also references that were not resolved)."
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
      defaultValue = "terminal",
      completionCandidates = Formats.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  String format = "terminal";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report to a file and only a summary to the terminal.")
  @Nullable Path output;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      completionCandidates = FailOns.class,
      description = "Exit with 1 from this severity on: ${COMPLETION-CANDIDATES}. Default: high.")
  @Nullable String failOn;

  @Option(
      names = "--persona",
      paramLabel = "WHO",
      completionCandidates = Personas.class,
      description =
          "default: what to act on; pedantic: habits too; auditor: all that deserves a look.")
  @Nullable String persona;

  @Option(
      names = "--min-severity",
      paramLabel = "SEVERITY",
      description = "Show findings from this severity on: info, low, medium, high, critical.")
  @Nullable String minSeverity;

  @Option(
      names = "--min-confidence",
      paramLabel = "LEVEL",
      description = "Show findings from this confidence on: low, medium, high.")
  @Nullable String minConfidence;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "RULE",
      description = "Run these rules only; patterns such as 'unpinned-*' work.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "RULE",
      description = "Leave these rules out.")
  List<String> skip = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Instead of .sallyport.yaml in the repository's root.")
  @Nullable Path config;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Report only what this file does not list.")
  @Nullable Path baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "List all of today's findings in a file.")
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
      description = "Mend what can be mended without changing what runs; =unsafe: the rest too.")
  @Nullable String fix;

  @Option(names = "--diff", description = "Print what --fix would change, and change nothing.")
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
      description = "auto, always or never; NO_COLOR is respected.")
  String color = "auto";

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no notices.")
  boolean quiet;

  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Reports.all().stream().map(f -> f.id()).iterator();
    }
  }

  static final class FailOns implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FailOn.ids().iterator();
    }
  }

  static final class Personas implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(Persona.values()).stream().map(Persona::id).iterator();
    }
  }

  @Override
  public Integer call() {
    CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
    // `--fix .` is the obvious thing to type; only the two words are values of the option.
    if (fix != null && !fix.equals("safe") && !fix.equals("unsafe")) {
      paths.addFirst(Path.of(fix));
      fix = "safe";
    }
    try {
      return new ScanRun(this, line.getOut(), line.getErr(), clock).run();
    } catch (UsageException wrong) {
      line.getErr().println("sallyport: " + wrong.text());
      line.getErr().flush();
      return ExitCodes.USAGE;
    }
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

  FailOn failOnOr(FailOn fallback) {
    return failOn == null ? fallback : word("--fail-on", failOn, FailOn.values());
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
        option + ": expected one of " + String.join(", ", known) + ", got '" + given + "'");
  }
}
