package dev.sallyport.scan.ci.github;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An `action.yml`.
///
/// @param using `composite`, `docker`, `node20` …; "" when missing
/// @param image of a Docker action
/// @param steps of a composite action
public record ActionDefinition(
    SourceText file,
    YamlMapping root,
    @Nullable Text name,
    List<Declared> inputs,
    Vars outputs,
    String using,
    Span usingSpan,
    @Nullable Text image,
    List<Step> steps,
    List<Trouble> troubles)
    implements GithubFile {

  public ActionDefinition {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    troubles = List.copyOf(troubles);
  }

  public boolean composite() {
    return using.equals("composite");
  }

  /// The directory by which `uses: ./…` names it; "" for the root.
  public String directory() {
    int slash = file.path().lastIndexOf('/');
    return slash < 0 ? "" : file.path().substring(0, slash);
  }

  public Optional<Declared> input(String name) {
    return inputs.stream().filter(i -> i.name().equalsIgnoreCase(name)).findFirst();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
