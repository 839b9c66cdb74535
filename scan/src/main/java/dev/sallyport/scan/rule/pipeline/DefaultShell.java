package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Matrix;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.PlatformKnowledge;
import dev.sallyport.scan.ci.github.knowledge.RunnerLabel;
import dev.sallyport.scan.fix.EnvIndirection.Language;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The shell of a `run:` step and whether that is certain: named by the step, its job or its
/// workflow, or the default of a runner whose system is known.
///
/// Source: GitHub documentation, "Workflow syntax", `jobs.<job_id>.steps[*].shell` (the defaults)
/// and `jobs.<job_id>.container` (Linux only).
///
/// @param certain false where the same script may run in another family of shells
record DefaultShell(Language language, boolean certain) {
  private static final String WINDOWS = "windows";

  /// A runner of one's own has its system as a label.
  private static final Set<String> SYSTEMS = Set.of("linux", "macos", WINDOWS);

  static DefaultShell of(Site site) {
    Step step = site.step();
    if (isNamed(site)) {
      return new DefaultShell(Language.ofShell(step.shell()), true);
    }
    Set<String> systems = site.job() == null ? Set.of() : systems(site.job());
    if (systems.equals(Set.of(WINDOWS))) {
      return new DefaultShell(Language.POWERSHELL, true);
    }
    Language guess = step.shell().isEmpty() ? Language.POSIX : Language.ofShell(step.shell());
    boolean known = !systems.isEmpty() && !systems.contains("") && !systems.contains(WINDOWS);
    return new DefaultShell(known ? Language.POSIX : guess, known);
  }

  private static boolean isNamed(Site site) {
    return site.step().node().get("shell").isPresent()
        || site.job() != null && hasDefault(site.job().node())
        || site.owner() instanceof Workflow workflow && hasDefault(workflow.root());
  }

  private static boolean hasDefault(YamlMapping node) {
    return node.get("defaults").orElse(null) instanceof YamlMapping defaults
        && defaults.get("run").orElse(null) instanceof YamlMapping run
        && run.get("shell").isPresent();
  }

  /// All that the job may run on; with "" where a label does not tell.
  private static Set<String> systems(Job job) {
    if (job.container() != null
        && job.container().image() != null
        && !job.container().image().mayHaveExpressions()) {
      return Set.of("linux");
    }
    // The name of a group says nothing, whatever it looks like.
    List<Text> labels =
        job.runsOnNode() instanceof YamlMapping grouped
            ? job.runsOn().stream().filter(label -> isLabel(grouped, label)).toList()
            : job.runsOn();
    Set<String> unknown = Set.of("");
    for (Text label : labels) {
      // The runner has all of the labels: one that tells is enough.
      Set<String> one = systems(job, label);
      if (!one.isEmpty() && !one.contains("")) {
        return one;
      }
    }
    return unknown;
  }

  private static boolean isLabel(YamlMapping grouped, Text label) {
    return grouped.get("group").filter(group -> group == label.scalar()).isEmpty();
  }

  private static Set<String> systems(Job job, Text label) {
    if (!label.mayHaveExpressions()) {
      return Set.of(system(label.value()));
    }
    Optional<ContextPath> path =
        label.template().isWholeExpression()
            ? label.template().whole().flatMap(ContextPath::of)
            : Optional.empty();
    if (path.isEmpty()
        || !path.get().segments().getFirst().equals("matrix")
        || !(job.matrix() instanceof YamlMapping matrix)
        || hasComputed(matrix)) {
      return Set.of("");
    }
    List<String> segments = path.get().segments();
    Set<String> out = new HashSet<>();
    Matrix.values(matrix, segments.subList(1, segments.size())).stream()
        .map(DefaultShell::system)
        .forEach(out::add);
    return out;
  }

  /// `include: ${{ … }}` may bring values that nobody can read here.
  private static boolean hasComputed(YamlMapping matrix) {
    Optional<YamlNode> include = matrix.get("include");
    return include.isPresent() && include.get() instanceof YamlScalar;
  }

  private static String system(String label) {
    String lower = label.strip().toLowerCase(Locale.ROOT);
    return SYSTEMS.contains(lower)
        ? lower
        : PlatformKnowledge.runnerLabel(lower).map(RunnerLabel::os).orElse("");
  }
}
