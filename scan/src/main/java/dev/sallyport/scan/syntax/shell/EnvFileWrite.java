package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One value that a script hands to the runner.
///
/// @param fixedKey the key, or null if it varies, is unknown or the file has none
/// @param value what is written: literals and the parts that vary. Output of a command that the
///     script does not show is one [WordPart.CommandSubstitution] made up of that command
/// @param delimiter of the `KEY<<DELIMITER` form
/// @param delimiterParts what the delimiter is made of; empty without one
/// @param legacy through `::set-env` and its kin on standard output
/// @param command the command that writes it; of a value over several commands the one that opens
/// it
/// @param span of that command
public record EnvFileWrite(
    EnvFile target,
    @Nullable String fixedKey,
    List<WordPart> value,
    Delimiter delimiter,
    List<WordPart> delimiterParts,
    boolean legacy,
    SimpleCommandView command,
    Span span) {

  public EnvFileWrite {
    value = List.copyOf(value);
    delimiterParts = List.copyOf(delimiterParts);
  }

  /// How well the delimiter of a value over several lines can be guessed by who supplies the value.
  public enum Delimiter {
    /// The value ends with its line.
    NONE,
    /// The same in every run: the value can contain it.
    FIXED,
    /// It varies, but nothing shows that it is random: a run number, a date.
    VARIABLE,
    /// Made from a source of randomness.
    RANDOM
  }

  public Optional<String> key() {
    return Optional.ofNullable(fixedKey);
  }

  /// The value if it is the same in every run.
  public Optional<String> literalValue() {
    StringBuilder text = new StringBuilder();
    for (WordPart part : value) {
      if (!(part instanceof WordPart.Literal literal)) {
        return Optional.empty();
      }
      text.append(literal.value());
    }
    return Optional.of(text.toString());
  }
}
