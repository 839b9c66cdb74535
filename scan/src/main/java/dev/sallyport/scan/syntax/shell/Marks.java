package dev.sallyport.scan.syntax.shell;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Where marked values come from.
///
/// @param environment of an environment variable that the script starts with, by name
/// @param placeholder of text that the CI system puts into the script
/// @param output of a command's standard output, as `gh pr view` or `cat artifact/pr.txt`
/// @param file of what a redirection reads from a file that the script did not write itself
/// @param glob of the file names that an unquoted pattern such as `docs/*` stands for
/// @param script of the text of a file that something before the script wrote, by its path
/// @param through what is left of a mark behind a filter such as `jq -r .number`
/// @param form what is known about the values of a label
public record Marks<T>(
    Function<String, Optional<T>> environment,
    Function<WordPart.Placeholder, Optional<T>> placeholder,
    Function<SimpleCommandView, Optional<T>> output,
    Function<Word, Optional<T>> file,
    Function<Word, Optional<T>> glob,
    Function<String, Optional<T>> script,
    BiFunction<SimpleCommandView, T, Optional<T>> through,
    Function<T, Form> form) {

  public static <T> Marks<T> of(Function<String, Optional<T>> environment) {
    return new Marks<>(
        environment,
        _ -> Optional.empty(),
        _ -> Optional.empty(),
        _ -> Optional.empty(),
        _ -> Optional.empty(),
        _ -> Optional.empty(),
        (_, label) -> Optional.of(label),
        _ -> Form.RAW);
  }

  public Marks<T> withPlaceholder(Function<WordPart.Placeholder, Optional<T>> function) {
    return new Marks<>(environment, function, output, file, glob, script, through, form);
  }

  public Marks<T> withOutput(Function<SimpleCommandView, Optional<T>> function) {
    return new Marks<>(environment, placeholder, function, file, glob, script, through, form);
  }

  public Marks<T> withThrough(BiFunction<SimpleCommandView, T, Optional<T>> function) {
    return new Marks<>(environment, placeholder, output, file, glob, script, function, form);
  }

  public Marks<T> withFile(Function<Word, Optional<T>> function) {
    return new Marks<>(environment, placeholder, output, function, glob, script, through, form);
  }

  public Marks<T> withGlob(Function<Word, Optional<T>> function) {
    return new Marks<>(environment, placeholder, output, file, function, script, through, form);
  }

  public Marks<T> withScript(Function<String, Optional<T>> function) {
    return new Marks<>(environment, placeholder, output, file, glob, function, through, form);
  }

  public Marks<T> withForm(Function<T, Form> function) {
    return new Marks<>(environment, placeholder, output, file, glob, script, through, function);
  }
}
