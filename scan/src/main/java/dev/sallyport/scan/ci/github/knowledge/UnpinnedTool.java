package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;
import java.util.Optional;

/// An action that fetches the newest version of a tool unless an input names one.
///
/// @param inputs any of them names a version
/// @param tool what is fetched
public record UnpinnedTool(
    ActionPattern action, List<String> inputs, Fetched byDefault, String tool)
    implements ActionRow {

  /// What comes without a word about it.
  public enum Fetched {
    LATEST,
    /// The newest of a range, such as `~> v2`.
    RANGE
  }

  public UnpinnedTool {
    inputs = List.copyOf(inputs);
  }

  /// Whether the step fetches what is newest: no input names a version, or one says `latest`.
  public Truth isUnpinned(Inputs given) {
    return inputs.stream()
        .map(given::input)
        .flatMap(Optional::stream)
        .filter(text -> !text.isBlank())
        .map(UnpinnedTool::isNewest)
        .min(Truth::compareTo)
        .orElse(Truth.YES);
  }

  private static Truth isNewest(String text) {
    return text.contains("${{") ? Truth.MAYBE : Truth.of(text.strip().equalsIgnoreCase("latest"));
  }

  static UnpinnedTool read(Sheet.Row row) {
    List<String> inputs = row.list("inputs");
    Sheet.require(!inputs.isEmpty(), "no input");
    return new UnpinnedTool(
        ActionPattern.read(row), inputs, row.keyword("default", Fetched.class), row.filled("tool"));
  }
}
