package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One place where a script uses a marked value.
///
/// @param span the expansion, or the command if the value comes through a pipe or file
/// @param expansion the expansion, or null
/// @param user the command, or null for `[[ … ]]`, `((…))`, `case` and loops
/// @param argumentIndex in the command's arguments, or -1
/// @param quoted whether the expansion is inside quotes and so is not split into words
/// @param place the file of FILE_WRITE, the variable of ASSIGN, or null
/// @param envWrite the write of ENV_FILE, or null
public record Use<T>(
    T label,
    Form form,
    UseKind kind,
    Span span,
    @Nullable WordPart expansion,
    @Nullable SimpleCommandView user,
    int argumentIndex,
    boolean quoted,
    @Nullable String place,
    @Nullable EnvFileWrite envWrite) {

  public Optional<WordPart> part() {
    return Optional.ofNullable(expansion);
  }

  public Optional<SimpleCommandView> command() {
    return Optional.ofNullable(user);
  }

  public Optional<String> target() {
    return Optional.ofNullable(place);
  }

  public Optional<EnvFileWrite> write() {
    return Optional.ofNullable(envWrite);
  }
}
