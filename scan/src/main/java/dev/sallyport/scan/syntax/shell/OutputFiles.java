package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Commands that write files they get as arguments.
final class OutputFiles {
  private static final Set<String> CONTENT_COMMANDS = Set.of("add-content", "set-content", "ac");
  private static final Set<String> INPUT_COMMANDS =
      Set.of("tee", "sponge", "dd", "out-file", "tee-object", "add-content", "set-content", "ac");
  private static final Set<String> PATHS = Set.of("-filepath", "-path", "-literalpath");

  private OutputFiles() {}

  /// The files.
  static List<Word> of(SimpleCommandView command) {
    List<Word> arguments = command.arguments();
    return switch (command.name().orElse("")) {
      case "tee", "sponge" ->
          arguments.stream().filter(w -> !w.literalPrefix().startsWith("-")).toList();
      case "cp", "mv", "install" -> arguments.size() < 2 ? List.of() : List.of(arguments.getLast());
      case "curl" -> option(arguments, Set.of("-o", "--output"));
      case "wget" -> option(arguments, Set.of("-O", "--output-document"));
      case "dd" ->
          arguments.stream()
              .filter(w -> w.literalPrefix().startsWith("of="))
              .map(w -> w.dropPrefix(3))
              .toList();
      case "out-file", "tee-object", "add-content", "set-content", "ac" ->
          PowerShellArguments.of(arguments).path(PATHS).stream().toList();
      case String name -> DotNetFiles.isWriter(name) ? DotNetFiles.path(command) : List.of();
    };
  }

  private static List<Word> option(List<Word> arguments, Set<String> names) {
    return Arguments.of(arguments, names).values(names);
  }

  /// What is written, where an argument says it.
  static Optional<List<WordPart>> content(SimpleCommandView command) {
    String name = command.name().orElse("");
    if (CONTENT_COMMANDS.contains(name)) {
      return PowerShellArguments.of(command.arguments()).value(PATHS).map(OutputFiles::line);
    }
    return DotNetFiles.isWriter(name) ? DotNetFiles.content(command) : Optional.empty();
  }

  private static List<WordPart> line(Word word) {
    List<WordPart> parts = new ArrayList<>(word.leaves());
    int end = word.span().end();
    parts.add(new WordPart.Literal(new Span(end, end), "\n"));
    return parts;
  }

  /// Whether the command writes what it reads.
  static boolean copiesInput(SimpleCommandView command) {
    return INPUT_COMMANDS.contains(command.name().orElse(""));
  }
}
