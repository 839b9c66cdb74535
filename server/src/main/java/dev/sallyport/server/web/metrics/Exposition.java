package dev.sallyport.server.web.metrics;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes figures in Prometheus' text format 0.0.4
/// (prometheus.io/docs/instrumenting/exposition_formats). Those of one name must come together.
public final class Exposition {

  /// The content type of the format.
  public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();
  private final Set<String> begun = new HashSet<>();
  private String last = "";

  /// A figure that goes up and down.
  public Exposition gauge(String name, String help, Map<String, String> labels, long value) {
    return sample("gauge", name, help, labels, Long.toString(value));
  }

  public Exposition gauge(String name, String help, long value) {
    return gauge(name, help, Map.of(), value);
  }

  /// The same with a fraction, such as seconds.
  public Exposition gauge(String name, String help, double value) {
    return gauge(name, help, Map.of(), value);
  }

  public Exposition gauge(String name, String help, Map<String, String> labels, double value) {
    return sample("gauge", name, help, labels, Double.toString(value));
  }

  /// A figure that only grows while the process runs; its name ends in `_total`.
  public Exposition counter(String name, String help, Map<String, String> labels, long value) {
    if (!name.endsWith("_total")) {
      throw new IllegalArgumentException(name);
    }
    return sample("counter", name, help, labels, Long.toString(value));
  }

  private Exposition sample(
      String type, String name, String help, Map<String, String> labels, String value) {
    if (!name.equals(last)) {
      if (!begun.add(name)) {
        throw new IllegalArgumentException(name + " a second time");
      }
      text.append("# HELP ").append(name).append(' ').append(escaped(help, false)).append('\n');
      text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
      last = name;
    }
    text.append(name).append(labels(labels)).append(' ').append(value).append('\n');
    return this;
  }

  private static String labels(Map<String, String> labels) {
    return labels.isEmpty()
        ? ""
        : new TreeMap<>(labels)
            .entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue(), true) + '"')
                .collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String text, boolean quotes) {
    String safe = text.replace("\\", "\\\\").replace("\n", "\\n");
    return quotes ? safe.replace("\"", "\\\"") : safe;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
