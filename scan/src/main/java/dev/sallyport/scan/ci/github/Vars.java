package dev.sallyport.scan.ci.github;

import dev.sallyport.base.text.Span;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A block of names with values (`env:`, `with:`, `outputs:`, `secrets:`).
///
/// @param whole set when the block is one expression, such as `env: ${{ matrix.env }}`
/// @param span of the block; null when there is none
public record Vars(List<EnvVar> list, @Nullable Text whole, @Nullable Span span)
    implements Iterable<EnvVar> {

  public static final Vars NONE = new Vars(List.of(), null, null);

  public Vars {
    list = List.copyOf(list);
  }

  /// Names compare without case: on Windows runners and for inputs they do.
  public Optional<EnvVar> get(String name) {
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
