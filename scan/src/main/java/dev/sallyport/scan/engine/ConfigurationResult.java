package dev.sallyport.scan.engine;

import dev.sallyport.scan.syntax.settings.ConfigProblem;
import java.util.List;

/// What reading a configuration came to.
public sealed interface ConfigurationResult {

  record Loaded(Configuration configuration) implements ConfigurationResult {}

  /// @param problems all of them, in the order of the file; never empty
  record Invalid(List<ConfigProblem> problems) implements ConfigurationResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
