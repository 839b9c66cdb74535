package dev.sallyport.scan.ci.github;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One job of a workflow.
///
/// @param runsOn labels as written; an expression is one label
/// @param runsOnNode the value of `runs-on`, null when absent
/// @param uses the reusable workflow that it calls, null for a job with steps
/// @param inheritsSecrets the `inherit` of `secrets: inherit`
/// @param matrix the value of `strategy.matrix`
public record Job(
    SourceText file,
    String id,
    YamlScalar key,
    YamlMapping node,
    @Nullable Text name,
    List<Text> needs,
    @Nullable Text condition,
    @Nullable Permissions permissions,
    Vars env,
    List<Text> runsOn,
    @Nullable YamlNode runsOnNode,
    @Nullable YamlNode environmentNode,
    @Nullable Text environment,
    @Nullable Image container,
    List<Image> services,
    @Nullable YamlNode matrix,
    @Nullable YamlNode concurrency,
    @Nullable Text timeout,
    Vars outputs,
    @Nullable Uses uses,
    Vars with,
    Vars secrets,
    @Nullable YamlScalar inheritsSecrets,
    List<Step> steps) {

  public Job {
    needs = List.copyOf(needs);
    runsOn = List.copyOf(runsOn);
    services = List.copyOf(services);
    steps = List.copyOf(steps);
  }

  public Span span() {
    return key.span().cover(node.span().start() >= key.span().start() ? node.span() : key.span());
  }

  public Optional<Step> step(String id) {
    return steps.stream().filter(s -> s.id().equalsIgnoreCase(id)).findFirst();
  }

  public Optional<YamlEntry> entry(String key) {
    return node.entry(key);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return file + "#" + id;
  }
}
