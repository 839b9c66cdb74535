package dev.sallyport.scan.ci.github;

import dev.sallyport.base.text.Span;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A block of names with values (`env:`, `with:`, `outputs:`, `secrets:`).
public final class Vars implements Iterable<EnvVar> {
  public static final Vars NONE = new Vars(List.of(), null, null);

  /// Up to here looking at each is quicker than an index.
  private static final int FEW = 8;

  private final List<EnvVar> list;
  private final @Nullable Text whole;
  private final @Nullable Span span;
  private final Map<String, EnvVar> index;

  /// @param whole set when the block is one expression, such as `env: ${{ matrix.env }}`
  /// @param span of the block; null when there is none
  Vars(List<EnvVar> list, @Nullable Text whole, @Nullable Span span) {
    this.list = List.copyOf(list);
    this.whole = whole;
    this.span = span;
    this.index = list.size() > FEW ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : Map.of();
    if (list.size() > FEW) {
      list.forEach(v -> index.putIfAbsent(v.name(), v));
    }
  }

  public List<EnvVar> list() {
    return list;
  }

  /// The one expression that is the whole block, null when names stand in it.
  public @Nullable Text whole() {
    return whole;
  }

  /// Null when there is no block.
  public @Nullable Span span() {
    return span;
  }

  /// The first with that name. Names compare without case: on Windows runners and for inputs they
  /// do.
  public Optional<EnvVar> get(String name) {
    if (!index.isEmpty()) {
      return Optional.ofNullable(index.get(name));
    }
    for (EnvVar variable : list) {
      if (variable.name().equalsIgnoreCase(name)) {
        return Optional.of(variable);
      }
    }
    return Optional.empty();
  }

  /// The value as written, "" when absent.
  public String value(String name) {
    return get(name).map(v -> v.value().value()).orElse("");
  }

  public boolean has(String name) {
    return get(name).isPresent();
  }

  public boolean isEmpty() {
    return list.isEmpty() && whole == null;
  }

  @Override
  public Iterator<EnvVar> iterator() {
    return list.iterator();
  }
}
