package dev.sallyport.bench;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.Analysis;
import dev.sallyport.scan.engine.ScanProgress;
import dev.sallyport.scan.engine.ScanRequest;
import dev.sallyport.scan.engine.Scanner;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Definitions;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.Lookup;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The warm engine: all rules and whole-repository flow over the real workflows, already in memory,
/// nothing remembered.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms256m", "-Xmx512m"})
public class ScanBenchmark {
  private final ScanRequest request = request(RealWorkflows.read());

  private static ScanRequest request(List<SourceText> texts) {
    List<Rule> rules = PipelineRules.all().stream().filter(r -> !r.info().network()).toList();
    return new ScanRequest(
        texts,
        Set.of(),
        texts.stream().map(SourceText::path).collect(Collectors.toSet()),
        List.of(),
        rules,
        Policies.DEFAULT,
        Lookup.none(),
        Fetcher.refusing(),
        Definitions.none(),
        Branches.none(),
        false,
        ScanRequest.SECONDS);
  }

  @Benchmark
  public Analysis scan() {
    return Scanner.scan(request, ScanProgress.NONE, ContentCache.none());
  }
}
