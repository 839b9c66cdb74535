package dev.sallyport.scan.ci.github;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.expression.Template;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import org.jspecify.annotations.Nullable;

/// A scalar in which `${{ … }}` may stand, or an `if:` condition that may lack the braces.
public final class Text {
  private final YamlScalar scalar;
  private final boolean condition;
  private final boolean expressions;
  private volatile @Nullable Template template;

  private Text(YamlScalar scalar, boolean condition) {
    this.scalar = scalar;
    this.condition = condition;
    this.expressions = condition || scalar.value().contains("${{");
  }

  public static Text of(YamlScalar scalar) {
    return new Text(scalar, false);
  }

  public static Text condition(YamlScalar scalar) {
    return new Text(scalar, true);
  }

  public YamlScalar scalar() {
    return scalar;
  }

  public String value() {
    return scalar.value();
  }

  public Span span() {
    return scalar.span();
  }

  /// Literal parts and expressions; offsets count in [#value()].
  public Template template() {
    Template known = template;
    if (known == null) {
      known = condition ? Template.parseCondition(value()) : Template.parse(value());
      template = known;
    }
    return known;
  }

  /// Cheap: whether an expression may stand in it at all.
  public boolean mayHaveExpressions() {
    return expressions;
  }

  /// Where a part of the value stands in the file.
  public Span source(Span part) {
    return scalar.source(part);
  }

  @Override
  public String toString() {
    return value();
  }
}
