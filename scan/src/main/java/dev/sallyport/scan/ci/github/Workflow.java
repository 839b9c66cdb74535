package dev.sallyport.scan.ci.github;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file under `.github/workflows/`.
///
/// @param on key and value of `on:`, null when it is missing
/// @param jobsById by lower-case id; of two jobs with one id the first
public record Workflow(
    SourceText file,
    YamlMapping root,
    @Nullable Text name,
    @Nullable Text runName,
    @Nullable YamlEntry on,
    List<Trigger> triggers,
    @Nullable Permissions permissions,
    Vars env,
    @Nullable YamlNode concurrency,
    List<Job> jobs,
    Map<String, Job> jobsById,
    List<Trouble> troubles)
    implements GithubFile {

  public Workflow {
    triggers = List.copyOf(triggers);
    jobs = List.copyOf(jobs);
    jobsById = Map.copyOf(jobsById);
    troubles = List.copyOf(troubles);
  }

  public Optional<Trigger> trigger(String event) {
    return triggers.stream().filter(t -> t.event().equals(event)).findFirst();
  }

  public boolean on(String event) {
    return trigger(event).isPresent();
  }

  public Optional<Job> job(String id) {
    return Optional.ofNullable(jobsById.get(id.toLowerCase(Locale.ROOT)));
  }

  /// Its name, or its path where it has none, as the host shows it.
  public String title() {
    return name == null ? file.path() : name.value();
  }

  public Optional<YamlEntry> entry(String key) {
    return root.entry(key);
  }

  /// Something at the top to point to when a whole workflow is meant: its `on:`, else its start.
  public Span head() {
    return on == null ? new Span(0, Math.min(1, file.text().length())) : on.key().span();
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
    return file.path();
  }
}
