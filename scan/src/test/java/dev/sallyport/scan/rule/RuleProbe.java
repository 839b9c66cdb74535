package dev.sallyport.scan.rule;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// For developers: runs rules over a directory or one file and prints every hit.
///
/// Arguments: a directory with `.github/workflows` or one workflow file; a rule id or `all`; how
/// many hits to print of each rule.
final class RuleProbe {
  private RuleProbe() {}

  public static void main(String[] args) throws IOException {
    Project project = project(Path.of(args[0]));
    String wanted = args.length > 1 ? args[1] : "all";
    int most = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
    RuleContext context = new RuleContext(project, Policies.DEFAULT);
    Map<String, Integer> counts = new TreeMap<>();
    for (Rule rule : PipelineRules.all()) {
      if (!wanted.equals("all") && !wanted.equals(rule.info().id())) {
        continue;
      }
      long start = System.nanoTime();
      Findings out = new Findings(rule.info());
      rule.check(context, out);
      long millis = (System.nanoTime() - start) / 1_000_000;
      counts.put(rule.info().id() + " (" + millis + " ms)", out.list().size());
      out.list().stream().limit(most).forEach(RuleProbe::print);
    }
    counts.forEach((rule, count) -> System.out.println(count + "\t" + rule));
  }

  private static void print(Finding f) {
    System.out.println(
        f.primary()
            + " "
            + f.rule()
            + " "
            + f.severity().id()
            + "/"
            + f.confidence().id()
            + "/"
            + f.persona().id()
            + "/"
            + f.reach().id()
            + " "
            + f.message());
    f.path().forEach(step -> System.out.println("      " + step.location() + " " + step.message()));
  }

  static Project project(Path root) throws IOException {
    List<GithubFile> files = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    if (Files.isRegularFile(root)) {
      add(files, ".github/workflows/" + root.getFileName(), Files.readString(root));
    } else {
      try (Stream<Path> walk = Files.walk(root)) {
        for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
          String path = root.relativize(file).toString();
          paths.add(path);
          if (GithubPaths.kind(path).isPresent()) {
            add(files, path, Files.readString(file));
          }
        }
      }
    }
    return new Project(files, Map.of(), paths);
  }

  private static void add(List<GithubFile> files, String path, String text) {
    SourceText source = new SourceText(path, text, path);
    switch (GithubParser.parse(source, GithubPaths.kind(path).orElseThrow())) {
      case GithubParser.Outcome.Parsed(GithubFile file) -> files.add(file);
      case GithubParser.Outcome.Broken broken ->
          System.out.println(path + ":" + broken.line() + " broken: " + broken.message());
    }
  }
}
