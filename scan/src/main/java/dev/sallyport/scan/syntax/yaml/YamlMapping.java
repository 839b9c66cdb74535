package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keys with values in the order of the text.
public final class YamlMapping implements YamlNode {
  /// Up to here looking at each is quicker than an index.
  private static final int FEW = 16;

  private final Span span;
  private final List<YamlEntry> entries;
  private final boolean flow;
  private final int expandedSize;
  private volatile @Nullable Map<String, YamlEntry> index;

  /// @param flow written as `{ … }`
  YamlMapping(Span span, List<YamlEntry> entries, boolean flow, int expandedSize) {
    this.span = span;
    this.entries = List.copyOf(entries);
    this.flow = flow;
    this.expandedSize = expandedSize;
  }

  @Override
  public Span span() {
    return span;
  }

  public List<YamlEntry> entries() {
    return entries;
  }

  /// Whether it is written as `{ … }`.
  public boolean flow() {
    return flow;
  }

  @Override
  public int expandedSize() {
    return expandedSize;
  }

  /// The entry of a key; of several with the same key the last one.
  public Optional<YamlEntry> entry(String key) {
    if (entries.size() > FEW) {
      return Optional.ofNullable(index().get(key));
    }
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).key().value().equals(key)) {
        return Optional.of(entries.get(i));
      }
    }
    return Optional.empty();
  }

  private Map<String, YamlEntry> index() {
    Map<String, YamlEntry> known = index;
    if (known == null) {
      Map<String, YamlEntry> fresh = new HashMap<>();
      entries.forEach(entry -> fresh.put(entry.key().value(), entry));
      known = fresh;
      index = known;
    }
    return known;
  }

  public Optional<YamlNode> get(String key) {
    return entry(key).map(YamlEntry::value);
  }

  @Override
  public String kind() {
    return "mapping";
  }
}
