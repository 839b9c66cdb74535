package dev.sallyport.scan.ci.github;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One event under `on:` with its filters.
///
/// @param event such as `pull_request_target`
/// @param span of the event's name
/// @param config the mapping below it, null when there is none
/// @param filters `branches`, `types`, `paths`, `workflows` … each with its values
/// @param inputs of `workflow_dispatch` and `workflow_call`
/// @param secrets that a `workflow_call` declares
/// @param outputs of a `workflow_call`
public record Trigger(
    String event,
    Span span,
    @Nullable YamlMapping config,
    List<Filter> filters,
    List<Declared> inputs,
    List<Declared> secrets,
    Vars outputs) {

  public record Filter(String name, Span span, List<Text> values) {}

  public Trigger {
    filters = List.copyOf(filters);
    inputs = List.copyOf(inputs);
    secrets = List.copyOf(secrets);
  }

  /// Values of a filter; empty when it is not there.
  public List<String> filter(String name) {
    return filters.stream()
        .filter(f -> f.name().equals(name))
        .flatMap(f -> f.values().stream())
        .map(Text::value)
        .toList();
  }

  public boolean hasFilter(String name) {
    return filters.stream().anyMatch(f -> f.name().equals(name));
  }

  public Optional<Declared> input(String name) {
    return inputs.stream().filter(i -> i.name().equalsIgnoreCase(name)).findFirst();
  }

  public List<String> types() {
    return filter("types");
  }
}
