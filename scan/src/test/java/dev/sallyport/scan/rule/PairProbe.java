package dev.sallyport.scan.rule;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// For developers: which rules tell `*-vulnerable` from `*-safe` in a directory of workflows.
final class PairProbe {
  private PairProbe() {}

  public static void main(String[] args) throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(Path.of(args[0]))) {
      files = list.filter(p -> p.toString().contains("-vulnerable.")).sorted().toList();
    }
    for (Path vulnerable : files) {
      Path safe = Path.of(vulnerable.toString().replace("-vulnerable.", "-safe."));
      if (Files.exists(safe)) {
        Set<String> bad = rules(vulnerable);
        Set<String> good = rules(safe);
        Set<String> apart = new TreeSet<>(bad);
        apart.removeAll(good);
        Set<String> both = new TreeSet<>(bad);
        both.retainAll(good);
        System.out.println(
            (apart.isEmpty() ? "SAME  " : "      ")
                + vulnerable.getFileName()
                + "\n        apart "
                + apart
                + "\n        both  "
                + both);
      }
    }
  }

  static Set<String> rules(Path file) throws IOException {
    Project project = RuleProbe.project(file);
    RuleContext context = new RuleContext(project, Policies.DEFAULT);
    return PipelineRules.all().stream()
        .flatMap(
            rule -> {
              Findings out = new Findings(rule.info());
              rule.check(context, out);
              return out.list().stream();
            })
        .map(Finding::rule)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
