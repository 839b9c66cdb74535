package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A scalar: its value after unquoting, unescaping, unindenting and folding, and the way back from
/// an offset in the value to the text.
public final class YamlScalar implements YamlNode {

  /// How it is written (YAML 1.2.2, chapters 7 and 8).
  public enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL,
    FOLDED;

    public boolean quoted() {
      return this == SINGLE_QUOTED || this == DOUBLE_QUOTED;
    }

    public boolean block() {
      return this == LITERAL || this == FOLDED;
    }
  }

  private final String text;
  private final Span span;
  private final String value;
  private final Style style;
  private volatile @Nullable ScalarOffsets offsets;

  YamlScalar(String text, Span span, String value, Style style) {
    this.text = text;
    this.span = span;
    this.value = value;
    this.style = style;
  }

  public String value() {
    return value;
  }

  public Style style() {
    return style;
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public int expandedSize() {
    return 1;
  }

  @Override
  public String kind() {
    return "scalar";
  }

  /// The scalar as it is written.
  public String raw() {
    return span.in(text);
  }

  /// Nothing is written: `key:` alone, `~` or `null`.
  public boolean isNull() {
    return style == Style.PLAIN
        && (value.isEmpty() || value.equals("~") || value.equalsIgnoreCase("null"));
  }

  public boolean isBoolean() {
    return style == Style.PLAIN
        && (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false"));
  }

  /// Where a part of the value stands in the text; the whole scalar when that cannot be told.
  public Span source(Span part) {
    return part.end() <= value.length() && offsets().known() ? offsets().source(part) : span;
  }

  /// The same, but only when the text there is character by character the part of the value, so
  /// that it may be edited in place.
  public Optional<Span> exactSource(Span part) {
    Span found = source(part);
    return found.in(text).equals(part.in(value)) ? Optional.of(found) : Optional.empty();
  }

  private ScalarOffsets offsets() {
    ScalarOffsets known = offsets;
    if (known == null) {
      known = ScalarOffsets.of(text, span, value, style);
      offsets = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return value;
  }
}
