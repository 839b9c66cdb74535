package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.SourceText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `.sallyport.yaml` to [Configuration]. Never throws on any text; tells all problems at once.
public final class ConfigurationReader {
  /// In the root of the repository; only one of them may be there.
  public static final List<String> NAMES = List.of(".sallyport.yaml", ".sallyport.yml");

  private ConfigurationReader() {}

  /// @param known ids of all rules there are
  public static ConfigurationResult read(SourceText file, Collection<String> known) {
    throw new UnsupportedOperationException(file.path() + known);
  }

  /// The configuration of a repository: the default one when it has none.
  ///
  /// @param root gives a file of the root directory by name
  public static ConfigurationResult find(
      Function<String, Optional<SourceText>> root, Collection<String> known) {
    List<SourceText> there = NAMES.stream().map(root).flatMap(Optional::stream).toList();
    return switch (there.size()) {
      case 0 -> new ConfigurationResult.Loaded(Configuration.DEFAULT);
      case 1 -> read(there.getFirst(), known);
      default -> new ConfigurationResult.Invalid(List.of(both()));
    };
  }

  private static ConfigProblem both() {
    return new ConfigProblem(
        NAMES.getLast(),
        1,
        1,
        "configuration",
        "one file",
        String.join(" and ", NAMES),
        "Delete one of them, for it is not clear which one is meant");
  }
}
