package dev.sallyport.bench;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.expression.Template;
import dev.sallyport.scan.syntax.shell.Commands;
import dev.sallyport.scan.syntax.shell.Shells;
import dev.sallyport.scan.syntax.yaml.YamlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// The parsers, each over everything of its language in the real workflows, on one thread.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms256m", "-Xmx512m"})
public class ParserBenchmark {
  private final List<SourceText> files = RealWorkflows.read();
  private final List<Step> scripts = new ArrayList<>();
  private final List<String> templates = new ArrayList<>();

  public ParserBenchmark() {
    List<GithubFile> parsed = new ArrayList<>();
    for (SourceText file : files) {
      if (GithubParser.parse(file, GithubPaths.Kind.WORKFLOW)
          instanceof GithubParser.Outcome.Parsed(GithubFile workflow)) {
        parsed.add(workflow);
      }
    }
    for (Site site : new Project(parsed, Map.of(), Set.of()).steps()) {
      Text run = site.step().run();
      if (run != null) {
        scripts.add(site.step());
        templates.add(run.value());
      }
      site.step().env().forEach(variable -> templates.add(variable.value().value()));
      site.step().with().forEach(input -> templates.add(input.value().value()));
    }
  }

  @Benchmark
  public void yaml(Blackhole sink) {
    files.forEach(file -> sink.consume(YamlParser.parse(file.text())));
  }

  @Benchmark
  public void expressions(Blackhole sink) {
    templates.forEach(text -> sink.consume(Template.parse(text)));
  }

  @Benchmark
  public void shell(Blackhole sink) {
    for (Step step : scripts) {
      sink.consume(Commands.of(Shells.parse(step.dialect(), templateOf(step))));
    }
  }

  private static String templateOf(Step step) {
    Text run = step.run();
    return run == null ? "" : run.value();
  }
}
