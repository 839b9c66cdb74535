package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;
import java.util.Locale;

/// How an action uses caches.
///
/// @param input the input that switches it, empty where none does
/// @param values what the input must be to switch; `*` any text but `false`, `~x` a text with x in
///     it
/// @param what is kept
public record CacheUse(
    ActionPattern action,
    Direction does,
    Default byDefault,
    String input,
    List<String> values,
    String what)
    implements ActionRow {

  /// Which way the content goes.
  public enum Direction {
    RESTORE,
    SAVE,
    BOTH
  }

  /// What happens without a word about it in the workflow.
  public enum Default {
    /// Caches, and the input's value switches it off.
    ON,
    /// Does not cache, and the input's value switches it on.
    OFF,
    ALWAYS
  }

  public CacheUse {
    values = List.copyOf(values);
  }

  /// Whether the step caches.
  public Truth isOn(Inputs inputs) {
    Truth switched =
        inputs.input(input).filter(text -> !text.isBlank()).map(this::switches).orElse(Truth.NO);
    return switch (byDefault) {
      case ALWAYS -> Truth.YES;
      case ON -> switched.not();
      // A row without a switch waits for something outside the step.
      case OFF -> input.isEmpty() ? Truth.MAYBE : switched;
    };
  }

  private Truth switches(String text) {
    String given = text.strip().toLowerCase(Locale.ROOT);
    boolean open = given.contains("${{");
    return values.stream()
        .map(value -> switches(value, given, open))
        .max(Truth::compareTo)
        .orElse(Truth.NO);
  }

  private static Truth switches(String value, String given, boolean open) {
    if (value.startsWith("~")) {
      return given.contains(value.substring(1)) ? Truth.YES : open ? Truth.MAYBE : Truth.NO;
    }
    if (open) {
      return Truth.MAYBE;
    }
    return Truth.of(value.equals("*") ? !given.equals("false") : given.equals(value));
  }

  static CacheUse read(Sheet.Row row) {
    Default byDefault = row.keyword("default", Default.class);
    String input = row.text("input");
    List<String> values = row.list("value");
    Sheet.require(input.isEmpty() == values.isEmpty(), "input and value go together");
    Sheet.require(byDefault != Default.ALWAYS || input.isEmpty(), "always has no switch");
    Sheet.require(byDefault != Default.ON || !input.isEmpty(), "on needs a switch");
    return new CacheUse(
        ActionPattern.read(row),
        row.keyword("does", Direction.class),
        byDefault,
        input,
        values,
        row.filled("why"));
  }
}
