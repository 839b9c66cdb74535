package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Interpreters.Code;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Program texts among the arguments of PowerShell's commands and methods, and of PowerShell
/// itself. Methods that make or run code arrive as commands of their name.
final class PowerShellCode {
  /// Methods of `$ExecutionContext.InvokeCommand`.
  private static final Set<String> METHODS =
      Set.of("expandstring", "invokescript", "newscriptblock");

  private static final Set<String> FILES = Set.of("-filepath", "-file", "-fi", "-f");
  private static final Set<String> LISTS = Set.of("-argumentlist", "-args", "-arg", "-a");
  private static final Set<String> VALUES =
      Set.of(
          "-executionpolicy",
          "-ep",
          "-ex",
          "-exec",
          "-inputformat",
          "-outputformat",
          "-configurationname",
          "-custompipename",
          "-settingsfile",
          "-workingdirectory",
          "-wd",
          "-windowstyle",
          "-w",
          "-version",
          "-v",
          "-psconsolefile");

  private PowerShellCode() {}

  /// Whether a method takes code, so that its call is kept as one.
  static boolean isMethod(String name) {
    return METHODS.contains(name.toLowerCase(Locale.ROOT));
  }

  /// @param name in lower case
  static List<Code> of(String name, List<Word> arguments) {
    if (arguments.isEmpty()) {
      return List.of();
    }
    return switch (name) {
      case "[scriptblock]::create",
          "[management.automation.scriptblock]::create",
          "[system.management.automation.scriptblock]::create",
          ".expandstring",
          ".invokescript",
          ".newscriptblock" ->
          Interpreters.one(arguments, 0, Dialect.POWERSHELL);
      case "[diagnostics.process]::start", "[system.diagnostics.process]::start" ->
          process(arguments, 0, 1);
      case "start-process", "saps", "start" -> startProcess(arguments);
      case "add-type" -> addType(arguments);
      default -> List.of();
    };
  }

  /// `pwsh -c CODE`; Windows PowerShell takes words without a parameter for code too.
  static List<Code> interpreter(String name, List<Word> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String text = arguments.get(i).literalPrefix().toLowerCase(Locale.ROOT);
      if (text.startsWith("-c") && "-command".startsWith(text)) {
        return Interpreters.joined(arguments, i + 1, Dialect.POWERSHELL);
      }
      if (text.startsWith("-f") && "-file".startsWith(text)) {
        return List.of();
      }
      if (!text.startsWith("-")) {
        return name.equals("powershell")
            ? Interpreters.joined(arguments, i, Dialect.POWERSHELL)
            : List.of();
      }
      i += VALUES.contains(text) ? 1 : 0;
    }
    return List.of();
  }

  /// `Start-Process FILE -ArgumentList …`.
  private static List<Code> startProcess(List<Word> arguments) {
    int file = -1;
    int list = -1;
    for (int i = 0; i < arguments.size(); i++) {
      String text = arguments.get(i).literalPrefix().toLowerCase(Locale.ROOT);
      boolean value = i + 1 < arguments.size();
      if (FILES.contains(text) && value) {
        file = ++i;
      } else if (LISTS.contains(text) && value) {
        list = ++i;
      } else if (!text.startsWith("-") && file < 0) {
        file = i;
      } else if (!text.startsWith("-") && list < 0) {
        list = i;
      }
    }
    return file < 0 ? List.of() : process(arguments, file, list);
  }

  /// A program of which somebody else says the name, or a shell and what it is told.
  private static List<Code> process(List<Word> arguments, int file, int list) {
    Word program = arguments.get(file);
    if (program.literalPrefix().isEmpty()) {
      return List.of(new Code(file, arguments.subList(file, file + 1), Dialect.OTHER, List.of()));
    }
    Optional<Dialect> shell = program.literal().flatMap(Shells::known);
    return shell.isEmpty() || list < 0 || list >= arguments.size()
        ? List.of()
        : Interpreters.joined(arguments, list, Dialect.OTHER);
  }

  /// Source code in C#.
  private static List<Code> addType(List<Word> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (Interpreters.isParameter(arguments.get(i), "-typedefinition")
          || Interpreters.isParameter(arguments.get(i), "-memberdefinition")) {
        return Interpreters.one(arguments, i + 1, Dialect.OTHER);
      }
    }
    return arguments.getFirst().literalPrefix().startsWith("-")
        ? List.of()
        : Interpreters.one(arguments, 0, Dialect.OTHER);
  }
}
