package dev.sallyport.scan.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a value of a program.
///
/// @param symbol the dotted name that it has outside of the program, as `process.env` or
///     `context.payload.issue`; "" for none
/// @param asked an answer of the forge, null for none
/// @param taints foreign values in it
/// @param function what it does when it is called, null for no function of the program
/// @param texts fixed texts that it may be, for names of tools and files
record ProgramValue(
    String symbol,
    @Nullable Asked asked,
    List<Taint> taints,
    ProgramFlow.@Nullable Code function,
    List<String> texts) {
  /// Whether it is one is asked, and which the first few are.
  private static final int MOST_TEXTS = 8;

  static final ProgramValue NONE = new ProgramValue("", null, List.of(), null, List.of());

  ProgramValue {
    taints = List.copyOf(taints);
    texts = List.copyOf(texts);
  }

  /// An answer of the forge, and the taint that carries origin and way.
  record Asked(Answers.Part part, Taint base) {}

  static ProgramValue symbol(String name) {
    return new ProgramValue(name, null, List.of(), null, List.of());
  }

  static ProgramValue of(List<Taint> taints) {
    return taints.isEmpty() ? NONE : new ProgramValue("", null, taints, null, List.of());
  }

  static ProgramValue text(String text) {
    return new ProgramValue("", null, List.of(), null, List.of(text));
  }

  static ProgramValue code(ProgramFlow.Code code) {
    return new ProgramValue("", null, List.of(), code, List.of());
  }

  static ProgramValue asked(Asked asked) {
    return new ProgramValue("", asked, List.of(), null, List.of());
  }

  ProgramValue or(ProgramValue other) {
    if (other == NONE || other == this) {
      return this;
    }
    if (this == NONE) {
      return other;
    }
    List<String> all = new ArrayList<>(texts);
    for (String text : other.texts) {
      if (all.size() < MOST_TEXTS && !all.contains(text)) {
        all.add(text);
      }
    }
    return new ProgramValue(
        symbol.isEmpty() ? other.symbol : symbol,
        asked == null ? other.asked : asked,
        Taint.merge(taints, other.taints),
        function == null ? other.function : function,
        all);
  }
}
