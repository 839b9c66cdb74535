package dev.sallyport.scan.syntax.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which arguments and inputs of a command are programs in some language.
final class Interpreters {
  /// Options that are followed by a program text.
  private static final Map<String, Set<String>> PROGRAM_OPTIONS =
      Map.ofEntries(
          Map.entry("python", Set.of("-c")),
          Map.entry("node", Set.of("-e", "--eval", "-p", "--print", "-pe")),
          Map.entry("bun", Set.of("-e", "--eval", "-p", "--print")),
          Map.entry(
              "perl",
              Set.of(
                  "-e", "-E", "-ne", "-pe", "-nE", "-lne", "-lpe", "-i -pe", "-0pe", "-0777pe",
                  "-pie", "-nle", "-ple")),
          Map.entry("ruby", Set.of("-e", "-ne", "-pe")),
          Map.entry("php", Set.of("-r")),
          Map.entry("lua", Set.of("-e")),
          Map.entry("Rscript", Set.of("-e")),
          Map.entry("julia", Set.of("-e", "-E")),
          Map.entry("osascript", Set.of("-e")),
          Map.entry("groovy", Set.of("-e")));

  private static final Set<String> AWK = Set.of("awk", "gawk", "mawk", "nawk");
  private static final Set<String> AWK_VALUES =
      Set.of("-F", "-v", "-f", "--field-separator", "--assign", "--file", "-i", "--include");
  private static final Set<String> SHELL_VALUES =
      Set.of("-o", "+o", "-O", "+O", "--rcfile", "--init-file");
  private static final Set<String> SSH_VALUES =
      Set.of(
          "-p", "-i", "-o", "-l", "-L", "-R", "-D", "-F", "-J", "-b", "-c", "-E", "-e", "-I", "-m",
          "-O", "-Q", "-S", "-W", "-w");

  private Interpreters() {}

  /// A program text among the arguments.
  ///
  /// @param first index in the arguments of its first word
  /// @param words several words are joined by blanks, as by `eval` and `ssh`
  /// @param dialect [Dialect#OTHER] for languages that are not parsed here
  /// @param positional words that the program gets as `$0`, `$1` …
  record Code(int first, List<Word> words, Dialect dialect, List<Word> positional) {}

  /// The program texts among the arguments of a command.
  static List<Code> code(SimpleCommandView command) {
    List<Word> arguments = command.arguments();
    String name = command.name().orElse("");
    Optional<Dialect> shell = Shells.known(name);
    if (shell.isPresent() && shell.get().isPosix()) {
      return shellCode(arguments, 0, shell.get());
    }
    return switch (name) {
      case "eval" -> joined(arguments, 0, command.dialect());
      case "iex", "invoke-expression" -> invokeExpression(arguments);
      case "pwsh", "powershell" -> powerShell(arguments);
      case "cmd" -> commandProcessor(arguments);
      case "trap" -> arguments.size() < 2 ? List.of() : one(arguments, 0, command.dialect());
      case "ssh" -> ssh(arguments);
      case "su", "runuser" -> optionCode(arguments, Set.of("-c", "--command"), Dialect.SH);
      case "script" -> optionCode(arguments, Set.of("-c"), Dialect.SH);
      default -> AWK.contains(name) ? awk(arguments) : other(name, arguments);
    };
  }

  private static List<Code> other(String name, List<Word> arguments) {
    Set<String> options = PROGRAM_OPTIONS.get(language(name));
    return options == null ? embedded(arguments) : optionCode(arguments, options, Dialect.OTHER);
  }

  /// `python3.12` is python.
  private static String language(String name) {
    int end = name.length();
    while (end > 0 && (Names.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
      end--;
    }
    return switch (name.substring(0, end)) {
      case "pypy", "py" -> "python";
      case "nodejs", "tsx", "ts-node" -> "node";
      case String other -> other;
    };
  }

  private static List<Code> one(List<Word> arguments, int at, Dialect dialect) {
    return List.of(
        new Code(
            at,
            arguments.subList(at, at + 1),
            dialect,
            arguments.subList(at + 1, arguments.size())));
  }

  private static List<Code> joined(List<Word> arguments, int from, Dialect dialect) {
    return from >= arguments.size()
        ? List.of()
        : List.of(new Code(from, arguments.subList(from, arguments.size()), dialect, List.of()));
  }

  /// `bash -euo pipefail -c CODE [name args…]`.
  private static List<Code> shellCode(List<Word> arguments, int from, Dialect dialect) {
    int operand = shellOperand(arguments, from);
    boolean given =
        arguments.subList(from, operand).stream().anyMatch(w -> isCluster(w.literalPrefix(), 'c'));
    return given && operand < arguments.size() ? one(arguments, operand, dialect) : List.of();
  }

  private static int shellOperand(List<Word> arguments, int from) {
    int i = from;
    while (i < arguments.size()) {
      String text = arguments.get(i).literalPrefix();
      if (text.equals("--") || text.equals("-")) {
        return i + 1;
      }
      boolean option = text.length() > 1 && (text.charAt(0) == '-' || text.charAt(0) == '+');
      if (!option) {
        return i;
      }
      boolean takesValue =
          SHELL_VALUES.contains(text) || (isCluster(text, 'o') && text.endsWith("o"));
      i += takesValue ? 2 : 1;
    }
    return Math.min(i, arguments.size());
  }

  /// `-euc`: short options in one word.
  private static boolean isCluster(String text, char option) {
    return text.length() > 1
        && text.charAt(0) == '-'
        && text.charAt(1) != '-'
        && text.indexOf(option) > 0;
  }

  private static List<Code> optionCode(List<Word> arguments, Set<String> options, Dialect dialect) {
    List<Code> found = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).literal().filter(options::contains).isPresent()) {
        found.addAll(one(arguments, i + 1, dialect));
      }
    }
    return found;
  }

  /// The program is the first operand, unless it comes from a file.
  private static List<Code> awk(List<Word> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String text = arguments.get(i).literalPrefix();
      if (text.equals("-f") || text.startsWith("--file")) {
        return List.of();
      }
      if (AWK_VALUES.contains(text)) {
        i++;
      } else if (text.equals("--")) {
        return i + 1 < arguments.size() ? one(arguments, i + 1, Dialect.OTHER) : List.of();
      } else if (!text.startsWith("-")) {
        return one(arguments, i, Dialect.OTHER);
      }
    }
    return List.of();
  }

  /// `ssh [options] host command…`: the remote shell joins and parses the command's words.
  private static List<Code> ssh(List<Word> arguments) {
    int i = 0;
    while (i < arguments.size()) {
      String text = arguments.get(i).literalPrefix();
      if (!text.startsWith("-")) {
        break;
      }
      i += SSH_VALUES.contains(text) ? 2 : 1;
    }
    return joined(arguments, i + 1, Dialect.SH);
  }

  /// `docker exec x sh -c CODE`, `find -exec bash -c CODE`, `kubectl exec p -- sh -c CODE`.
  private static List<Code> embedded(List<Word> arguments) {
    for (int i = 0; i + 2 < arguments.size(); i++) {
      Optional<Dialect> shell = arguments.get(i).literal().flatMap(Shells::known);
      if (shell.isPresent()
          && shell.get().isPosix()
          && isCluster(arguments.get(i + 1).literalPrefix(), 'c')) {
        return shellCode(arguments, i + 1, shell.get());
      }
    }
    return List.of();
  }

  private static List<Code> invokeExpression(List<Word> arguments) {
    boolean named = !arguments.isEmpty() && isParameter(arguments.getFirst(), "-command");
    return joined(arguments, named ? 1 : 0, Dialect.POWERSHELL);
  }

  private static List<Code> powerShell(List<Word> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      Word word = arguments.get(i);
      if (isParameter(word, "-command") || isParameter(word, "-c")) {
        return joined(arguments, i + 1, Dialect.POWERSHELL);
      }
      if (isParameter(word, "-file") || isParameter(word, "-f")) {
        return List.of();
      }
    }
    return List.of();
  }

  private static boolean isParameter(Word word, String name) {
    return word.literal().filter(name::equalsIgnoreCase).isPresent();
  }

  private static List<Code> commandProcessor(List<Word> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (isParameter(arguments.get(i), "/c") || isParameter(arguments.get(i), "/k")) {
        return joined(arguments, i + 1, Dialect.CMD);
      }
    }
    return List.of();
  }

  /// The language of the program that a command reads from its standard input, if it does:
  /// `bash`, `sh -s`, `python -`, `source /dev/stdin`.
  static Optional<Dialect> readsProgram(SimpleCommandView command) {
    List<Word> arguments = command.arguments();
    String name = command.name().orElse("");
    Optional<Dialect> shell = Shells.known(name);
    if (shell.isPresent() && shell.get().isPosix()) {
      return readsShell(arguments) ? shell : Optional.empty();
    }
    return switch (name) {
      case "source", "." -> first(arguments, "/dev/stdin", command.dialect());
      case "iex", "invoke-expression" ->
          arguments.isEmpty() ? Optional.of(Dialect.POWERSHELL) : Optional.empty();
      case "pwsh", "powershell" ->
          arguments.isEmpty() || isParameter(arguments.getLast(), "-")
              ? Optional.of(Dialect.POWERSHELL)
              : Optional.empty();
      case "ssh" -> sshReads(arguments);
      default ->
          PROGRAM_OPTIONS.containsKey(language(name))
                  && (arguments.isEmpty() || arguments.getFirst().is("-"))
              ? Optional.of(Dialect.OTHER)
              : Optional.empty();
    };
  }

  private static boolean readsShell(List<Word> arguments) {
    int operand = shellOperand(arguments, 0);
    List<Word> options = arguments.subList(0, operand);
    if (options.stream().anyMatch(w -> isCluster(w.literalPrefix(), 'c'))) {
      return false;
    }
    return operand >= arguments.size()
        || options.stream().anyMatch(w -> isCluster(w.literalPrefix(), 's'))
        || arguments.get(operand).is("/dev/stdin");
  }

  private static Optional<Dialect> first(List<Word> arguments, String value, Dialect dialect) {
    return !arguments.isEmpty() && arguments.getFirst().is(value)
        ? Optional.of(dialect)
        : Optional.empty();
  }

  private static Optional<Dialect> sshReads(List<Word> arguments) {
    List<Code> code = ssh(arguments);
    if (code.isEmpty()) {
      return arguments.isEmpty() ? Optional.empty() : Optional.of(Dialect.SH);
    }
    List<Word> words = code.getFirst().words();
    return words
        .getFirst()
        .literal()
        .flatMap(Shells::known)
        .filter(d -> d.isPosix() && readsShell(words.subList(1, words.size())));
  }
}
