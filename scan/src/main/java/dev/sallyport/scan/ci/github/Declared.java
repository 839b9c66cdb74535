package dev.sallyport.scan.ci.github;

import dev.sallyport.base.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A declared input or secret.
///
/// @param type `string`, `boolean`, `number`, `choice`, `environment`; "" when not given
/// @param fallback its default, null when it has none
/// @param options of a choice
public record Declared(
    String name,
    Span span,
    String type,
    boolean required,
    @Nullable Text fallback,
    List<String> options,
    String description) {

  public Declared {
    options = List.copyOf(options);
  }

  /// Whoever sets it, no free text can be put in.
  public boolean constrained() {
    return type.equals("boolean") || type.equals("number") || type.equals("choice");
  }
}
