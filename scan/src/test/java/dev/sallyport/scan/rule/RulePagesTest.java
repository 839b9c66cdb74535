package dev.sallyport.scan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.engine.ConfigurationReader;
import dev.sallyport.scan.engine.ConfigurationResult;
import dev.sallyport.scan.rule.RulePage.Sample;
import dev.sallyport.scan.rule.RulePage.SampleFile;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every rule against its own page: found before, silent after and on the near misses.
final class RulePagesTest {
  private static final List<String> SECTIONS =
      List.of(
          "## What",
          "## Why",
          "## Attack",
          "## Before",
          "## Fix",
          "## After",
          "## Near misses",
          "## False positives");

  @TestFactory
  Stream<DynamicTest> rules() {
    return PipelineRules.all().stream().flatMap(RulePagesTest::tests);
  }

  @Test
  void registryIsSortedAndEveryPageHasItsRule() throws IOException {
    List<String> ids = PipelineRules.all().stream().map(rule -> rule.info().id()).toList();
    assertThat(ids).isNotEmpty().isSorted().doesNotHaveDuplicates();
    try (Stream<Path> pages = Files.list(RulePage.directory())) {
      assertThat(pages.map(p -> p.getFileName().toString().replace(".md", "")))
          .filteredOn(name -> !name.equals("coverage") && !name.equals("README"))
          .containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  private static Stream<DynamicTest> tests(Rule rule) {
    String id = rule.info().id();
    RulePage page = RulePage.read(id);
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(DynamicTest.dynamicTest(id + ": page is whole", () -> whole(rule, page)));
    for (Sample sample : page.before()) {
      tests.add(
          DynamicTest.dynamicTest(id + " before: " + sample.name(), () -> found(rule, sample)));
    }
    for (Sample sample : page.after()) {
      tests.add(
          DynamicTest.dynamicTest(id + " after: " + sample.name(), () -> silent(rule, sample)));
    }
    for (Sample sample : page.near()) {
      tests.add(
          DynamicTest.dynamicTest(id + " near: " + sample.name(), () -> silent(rule, sample)));
    }
    return tests.stream();
  }

  private static void whole(Rule rule, RulePage page) {
    assertThat(page.text()).startsWith("# " + rule.info().id() + "\n").contains(SECTIONS);
    assertThat(page.before()).as("samples under Before").isNotEmpty();
    assertThat(page.after()).as("samples under After").isNotEmpty();
    assertThat(page.near()).as("near misses").hasSizeGreaterThanOrEqualTo(2);
    assertThat(rule.getClass().getSimpleName())
        .as("class named after the id")
        .isEqualToIgnoringCase(page.id().replace("-", ""));
  }

  private static void found(Rule rule, Sample sample) {
    List<Finding> findings = run(rule, sample);
    Set<String> wanted = new HashSet<>();
    for (SampleFile file : sample.files()) {
      for (String find : file.finds()) {
        wanted.add(file.source().path() + ":" + line(file.source(), find));
      }
    }
    Set<String> got = new HashSet<>();
    findings.forEach(f -> got.add(f.primary().path() + ":" + f.primary().startLine()));
    assertThat(wanted).as("the page marks at least one line").isNotEmpty();
    assertThat(got)
        .as(() -> findings.stream().map(f -> f.primary() + " " + f.message()).toList().toString())
        .isEqualTo(wanted);
  }

  private static int line(SourceText source, String part) {
    int at = source.text().indexOf(part);
    assertThat(at).as("'" + part + "' stands in " + source.path()).isNotNegative();
    return source.lines().line(at);
  }

  private static void silent(Rule rule, Sample sample) {
    assertThat(run(rule, sample)).extracting(f -> f.primary() + " " + f.message()).isEmpty();
  }

  static List<Finding> run(Rule rule, Sample sample) {
    List<GithubFile> files = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (SampleFile file : sample.files()) {
      if (PageUpstream.is(file) || isRemote(file) || PageBranches.is(file)) {
        continue;
      }
      paths.add(file.source().path());
      GithubPaths.kind(file.source().path())
          .ifPresent(kind -> files.add(parse(file.source(), kind)));
    }
    Findings out = new Findings(rule.info());
    rule.check(
        new RuleContext(
            new Project(files, remote(sample), paths),
            policies(sample),
            ActionFacts.bundled(),
            PageUpstream.of(sample),
            PageBranches.of(sample)),
        out);
    return out.list();
  }

  /// A fetched definition has the title `remote owner/repo@ref action.yml`.
  private static boolean isRemote(SampleFile file) {
    return file.source().path().startsWith("remote ");
  }

  private static Map<String, GithubFile> remote(Sample sample) {
    Map<String, GithubFile> remote = new HashMap<>();
    for (SampleFile file : sample.files()) {
      if (isRemote(file)) {
        String[] title = file.source().path().split(" ", 3);
        SourceText source = new SourceText(title[2], file.source().text(), title[1]);
        remote.put(title[1], parse(source, GithubPaths.kind(title[2]).orElseThrow()));
      }
    }
    return remote;
  }

  /// Those of the sample's own `.sallyport.yaml`, if it has one.
  private static Policies policies(Sample sample) {
    return sample.files().stream()
        .map(SampleFile::source)
        .filter(source -> ConfigurationReader.NAMES.contains(source.path()))
        .map(source -> ConfigurationReader.read(source, List.of()))
        .map(
            result ->
                switch (result) {
                  case ConfigurationResult.Loaded loaded -> loaded.configuration().policies();
                  case ConfigurationResult.Invalid invalid ->
                      throw new AssertionError(invalid.toString());
                })
        .findFirst()
        .orElse(Policies.DEFAULT);
  }

  private static GithubFile parse(SourceText source, GithubPaths.Kind kind) {
    return switch (GithubParser.parse(source, kind)) {
      case GithubParser.Outcome.Parsed(GithubFile file) -> file;
      case GithubParser.Outcome.Broken broken ->
          throw new AssertionError(source.path() + ":" + broken.line() + ": " + broken.message());
    };
  }
}
