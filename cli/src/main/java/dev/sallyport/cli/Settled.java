package dev.sallyport.cli;

import dev.sallyport.base.model.finding.ConfigurationEffect;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is left of raw findings once all that hides or grades them was applied.
///
/// @param findings that are shown
/// @param gated findings that decide the exit code: what is only not shown counts all the same
/// @param elsewhere texts that are not of this tree, for what points into them
/// @param listed what was written into one
/// @param notices for the user, in the order in which they came up
record Settled(
    List<Finding> findings,
    List<Finding> gated,
    List<Suppressed> suppressed,
    List<Problem> problems,
    ConfigurationEffect configuration,
    @Nullable String listed,
    List<String> notices,
    List<SourceText> elsewhere) {

  Optional<String> baseline() {
    return Optional.ofNullable(listed);
  }
}
