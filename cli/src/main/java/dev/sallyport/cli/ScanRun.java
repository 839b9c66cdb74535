package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.scan.engine.Analysis;
import dev.sallyport.scan.engine.ExitCodes;
import dev.sallyport.scan.engine.FailOn;
import dev.sallyport.scan.engine.PipelineFiles;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.LocalBranches;
import dev.sallyport.scan.source.Target;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One scan, from what the user asked for to the report and the exit code.
final class ScanRun {
  private static final int FIX_ROUNDS = 5;

  private final ScanCommand asked;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Clock clock;

  ScanRun(ScanCommand asked, PrintWriter out, PrintWriter err, Clock clock) {
    this.asked = asked;
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /// @throws UsageException for wrong usage or configuration
  int run() {
    asked.check();
    Terminal terminal = Terminal.of(asked.color);
    ReportOutput output = new ReportOutput(asked, out, err, terminal);
    boolean stdin = asked.paths.equals(List.of(Path.of("-")));
    Target target = target(stdin);
    ConfigurationSource source = ConfigurationSource.of(asked, target, RuleChoice.known());
    RuleChoice choice = RuleChoice.of(asked, source.configuration());
    Analyst analyst = new Analyst(asked, err, terminal);
    Settlement settlement =
        new Settlement(asked, source, choice, target, analyst, LocalDate.now(clock));
    ScanInput input =
        stdin
            ? ScanInput.stdin(System.in)
            : ScanInput.tree(target, asked.tracked).with(branches(target, choice, source));
    Analysis analysis =
        analyst.analyse(input, choice.rules(), source.configuration(), !asked.quiet);
    Settled settled = settlement.settle(input, analysis);
    if (asked.fixes()) {
      FixRun fixes = new FixRun(asked, out, err);
      boolean again = fixes.round(target.root(), settled.findings(), input.byPath());
      for (int round = 1; again && round < FIX_ROUNDS && !stdin; round++) {
        // Fixes that touch the same place are made one after the other, each on the text that the
        // one before left.
        input = ScanInput.tree(target, asked.tracked);
        analysis = analyst.analyse(input, choice.rules(), source.configuration(), false);
        settled = settlement.settle(input, analysis);
        again = fixes.round(target.root(), settled.findings(), input.byPath());
      }
      return fixes.end(settled.problems());
    }
    boolean strict = asked.strict || source.configuration().strict();
    if (asked.writeBaseline == null || asked.format != null || asked.output != null) {
      output.write(target, choice, input, settled);
    } else {
      output.listed(settled);
    }
    if (asked.writeBaseline != null) {
      // What was found is what was to be listed.
      return ExitCodes.of(List.of(), settled.problems(), FailOn.NEVER, strict);
    }
    FailOn failOn = asked.failOn().orElse(source.configuration().failOn());
    return ExitCodes.of(settled.gated(), settled.problems(), failOn, strict);
  }

  /// Where the rule on them could not speak, the clone's branches are not read: that takes longer
  /// than many a scan.
  private Branches branches(Target target, RuleChoice choice, ConfigurationSource source) {
    boolean heard =
        asked.personaOr(source.configuration().persona()) == Persona.AUDITOR
            || LocalBranches.baseBranchRuns(target);
    return heard && !asked.fixes() && choice.ran().contains("stale-branch-workflow")
        ? LocalBranches.read(target, PipelineFiles.INSTANCE)
        : Branches.none();
  }

  private Target target(boolean stdin) {
    boolean here = asked.paths.isEmpty() || stdin;
    Target.Located located = Target.locate(here ? List.of(Path.of(".")) : asked.paths);
    if (!located.problems().isEmpty()) {
      throw new UsageException(
          String.join("\n", located.problems().stream().map(ScanRun::unusable).toList()));
    }
    if (located.targets().size() != 1) {
      throw new UsageException(
          "the paths lie in "
              + located.targets().size()
              + " repositories ("
              + String.join(", ", located.targets().stream().map(t -> t.root().toString()).toList())
              + "); scan one at a time");
    }
    Target target = located.targets().getFirst();
    // From wherever in a repository one stands, the repository is meant.
    return here
        ? new Target(target.root(), target.repository(), new TreeSet<>(Set.of("")))
        : target;
  }

  private static String unusable(Problem problem) {
    String why = problem.message();
    return "cannot scan "
        + problem.path()
        + ": it "
        + Character.toLowerCase(why.charAt(0))
        + why.substring(1)
        + " Name a repository, or a directory or file of one.";
  }
}
