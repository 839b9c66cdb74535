package dev.sallyport.scan.ci.github;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One event under `on:` with its filters.
public final class Trigger {
  private final String event;
  private final Span span;
  private final @Nullable YamlMapping config;
  private final List<Filter> filters;
  private final List<Declared> inputs;
  private final List<Declared> secrets;
  private final Vars outputs;
  private final Map<String, Declared> inputsByName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public record Filter(String name, Span span, List<Text> values) {}

  /// @param event such as `pull_request_target`
  /// @param span of the event's name
  /// @param config the mapping below it, null when there is none
  /// @param filters `branches`, `types`, `paths`, `workflows` … each with its values
  /// @param inputs of `workflow_dispatch` and `workflow_call`
  /// @param secrets that a `workflow_call` declares
  /// @param outputs of a `workflow_call`
  Trigger( // what stands under an event
      String event,
      Span span,
      @Nullable YamlMapping config,
      List<Filter> filters,
      List<Declared> inputs,
      List<Declared> secrets,
      Vars outputs) {
    this.event = event;
    this.span = span;
    this.config = config;
    this.filters = List.copyOf(filters);
    this.inputs = List.copyOf(inputs);
    this.secrets = List.copyOf(secrets);
    this.outputs = outputs;
    inputs.forEach(input -> inputsByName.putIfAbsent(input.name(), input));
  }

  public String event() {
    return event;
  }

  public Span span() {
    return span;
  }

  /// Null when there is no mapping below the event.
  public @Nullable YamlMapping config() {
    return config;
  }

  public List<Filter> filters() {
    return filters;
  }

  public List<Declared> inputs() {
    return inputs;
  }

  public List<Declared> secrets() {
    return secrets;
  }

  public Vars outputs() {
    return outputs;
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
    return Optional.ofNullable(inputsByName.get(name));
  }

  public List<String> types() {
    return filter("types");
  }
}
