package dev.sallyport.scan.syntax.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which arguments and inputs of a command are programs in some language.
final class Interpreters {
  /// Options that are followed by a program text.
  static final Map<String, Set<String>> PROGRAM_OPTIONS =
      Map.ofEntries(
          Map.entry("python", Set.of("-c")),
          Map.entry("node", Set.of("-e", "--eval", "-p", "--print", "-pe")),
          Map.entry("bun", Set.of("-e", "--eval", "-p", "--print")),
          Map.entry("perl", Set.of("-e", "-E")),
          Map.entry("ruby", Set.of("-e")),
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

  private static final Set<String> PARALLEL_VALUES =
      Set.of("-j", "--jobs", "-S", "--sshlogin", "-a", "--arg-file", "-n", "-N", "-I", "-P", "-d");

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
      case "pwsh", "powershell" -> PowerShellCode.interpreter(name, arguments);
      case "cmd" -> commandProcessor(arguments);
      case "trap" -> trap(arguments, command.dialect());
      case "alias" -> alias(arguments, command.dialect());
      case "ssh", "autossh", "plink" -> {
        List<Code> all = new ArrayList<>(ssh(arguments));
        all.addAll(KnownPrograms.code("ssh", arguments));
        yield all;
      }
      case "su", "runuser" ->
          KnownPrograms.values(arguments, Set.of("-c", "--command"), Dialect.SH);
      case "script", "flock" -> clusterCode(arguments, "c", Dialect.SH);
      case "nix-shell" ->
          KnownPrograms.values(arguments, Set.of("--run", "--command"), Dialect.BASH);
      case "parallel" -> parallel(arguments);
      case "sed", "gsed" -> sed(arguments);
      case "deno" ->
          arguments.size() > 1 && arguments.getFirst().is("eval")
              ? one(arguments, arguments.size() - 1, Dialect.OTHER)
              : List.of();
      default -> AWK.contains(name) ? awk(arguments) : other(name, command);
    };
  }

  private static List<Code> other(String name, SimpleCommandView command) {
    List<Word> arguments = command.arguments();
    if (command.dialect() == Dialect.POWERSHELL) {
      List<Code> code = PowerShellCode.of(name, arguments);
      if (!code.isEmpty()) {
        return code;
      }
    }
    String language = language(name);
    Set<String> options = PROGRAM_OPTIONS.get(language);
    if (options == null) {
      List<Code> known = KnownPrograms.code(name, arguments);
      return known.isEmpty() ? Embedded.code(name, arguments) : known;
    }
    return language.equals("perl") || language.equals("ruby")
        ? clusterCode(arguments, "eE", Dialect.OTHER)
        : KnownPrograms.values(arguments, options, Dialect.OTHER);
  }

  /// `trap CODE SIGNAL`; `trap SIGNAL` takes a trap away.
  private static List<Code> trap(List<Word> arguments, Dialect dialect) {
    int from = !arguments.isEmpty() && arguments.getFirst().is("--") ? 1 : 0;
    return arguments.size() < from + 2 ? List.of() : one(arguments, from, dialect);
  }

  private static List<Code> alias(List<Word> arguments, Dialect dialect) {
    List<Code> found = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (Wrappers.assignedName(arguments.get(i)).isPresent()) {
        Word text = Wrappers.assignedValue(arguments.get(i));
        found.add(new Code(i, List.of(text), dialect, List.of()));
      }
    }
    return found;
  }

  /// `parallel COMMAND ::: inputs`: a shell parses the command, and without one the inputs.
  private static List<Code> parallel(List<Word> arguments) {
    int first = 0;
    while (first < arguments.size() && arguments.get(first).literalPrefix().startsWith("-")) {
      first += PARALLEL_VALUES.contains(arguments.get(first).literalPrefix()) ? 2 : 1;
    }
    int end = first;
    while (end < arguments.size() && !arguments.get(end).literalPrefix().startsWith(":::")) {
      end++;
    }
    return first < end
        ? List.of(new Code(first, arguments.subList(first, end), Dialect.SH, List.of()))
        : joined(arguments, end + 1, Dialect.SH);
  }

  /// In GNU sed, the command `e` and the flag `e` of `s` run a shell.
  private static List<Code> sed(List<Word> arguments) {
    List<Code> given =
        KnownPrograms.values(
            arguments, Set.of("-e", "--expression", "-ie", "-ne", "-re", "-Ee"), Dialect.OTHER);
    if (!given.isEmpty()) {
      return given;
    }
    for (int i = 0; i < arguments.size(); i++) {
      String text = arguments.get(i).literalPrefix();
      if (text.equals("-f") || text.startsWith("--file")) {
        return List.of();
      }
      if (!text.startsWith("-")) {
        return one(arguments, i, Dialect.OTHER);
      }
    }
    return List.of();
  }

  /// Whether a program of that name runs a file that it is given.
  static boolean isOne(String name) {
    return Shells.known(name).isPresent() || PROGRAM_OPTIONS.containsKey(language(name));
  }

  /// `python3.12` is python.
  static String language(String name) {
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

  static List<Code> one(List<Word> arguments, int at, Dialect dialect) {
    return List.of(
        new Code(
            at,
            arguments.subList(at, at + 1),
            dialect,
            arguments.subList(at + 1, arguments.size())));
  }

  static List<Code> joined(List<Word> arguments, int from, Dialect dialect) {
    return from >= arguments.size()
        ? List.of()
        : List.of(new Code(from, arguments.subList(from, arguments.size()), dialect, List.of()));
  }

  /// `bash -euo pipefail -c CODE [name args…]`.
  static List<Code> shellCode(List<Word> arguments, int from, Dialect dialect) {
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
  static boolean isCluster(String text, char option) {
    return text.length() > 1
        && text.charAt(0) == '-'
        && text.charAt(1) != '-'
        && text.indexOf(option) > 0;
  }

  /// `-lane CODE`: the last of several short options in one word takes the program.
  static List<Code> clusterCode(List<Word> arguments, String letters, Dialect dialect) {
    List<Code> found = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i++) {
      String text = arguments.get(i).literal().orElse("");
      boolean last =
          text.length() > 1
              && text.charAt(0) == '-'
              && text.charAt(1) != '-'
              && letters.indexOf(text.charAt(text.length() - 1)) >= 0;
      if (last) {
        found.addAll(one(arguments, i + 1, dialect));
        i++;
      } else if (!text.startsWith("-")) {
        return found;
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

  private static List<Code> invokeExpression(List<Word> arguments) {
    boolean named = !arguments.isEmpty() && isParameter(arguments.getFirst(), "-command");
    return joined(arguments, named ? 1 : 0, Dialect.POWERSHELL);
  }

  static boolean isParameter(Word word, String name) {
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
      case "source", "." ->
          !arguments.isEmpty() && isStandardInput(arguments.getFirst())
              ? Optional.of(command.dialect())
              : Optional.empty();
      case "at", "batch" -> Optional.of(Dialect.SH);
      case "parallel" ->
          arguments.stream().allMatch(w -> w.literalPrefix().startsWith("-"))
              ? Optional.of(Dialect.SH)
              : Optional.empty();
      case "iex", "invoke-expression" ->
          arguments.isEmpty() ? Optional.of(Dialect.POWERSHELL) : Optional.empty();
      case "pwsh", "powershell" ->
          arguments.isEmpty() || isParameter(arguments.getLast(), "-")
              ? Optional.of(Dialect.POWERSHELL)
              : Optional.empty();
      case "ssh", "autossh", "plink" -> sshReads(arguments);
      default -> otherReads(name, arguments);
    };
  }

  private static Optional<Dialect> otherReads(String name, List<Word> arguments) {
    boolean language =
        PROGRAM_OPTIONS.containsKey(language(name))
            && (arguments.isEmpty() || arguments.getFirst().is("-"));
    return language
        ? Optional.of(Dialect.OTHER)
        : KnownPrograms.input(name, arguments).or(() -> Embedded.input(name, arguments));
  }

  static boolean readsShell(List<Word> arguments) {
    int operand = shellOperand(arguments, 0);
    List<Word> options = arguments.subList(0, operand);
    if (options.stream().anyMatch(w -> isCluster(w.literalPrefix(), 'c'))) {
      return false;
    }
    return operand >= arguments.size()
        || options.stream().anyMatch(w -> isCluster(w.literalPrefix(), 's'))
        || isStandardInput(arguments.get(operand));
  }

  private static boolean isStandardInput(Word file) {
    return file.is("/dev/stdin") || file.is("/dev/fd/0") || file.is("/proc/self/fd/0");
  }

  /// What `bash -s -- a b` hands to the program that it reads as `$1` and so on: the index of the
  /// first in the arguments.
  static int readPositional(SimpleCommandView command) {
    return Math.min(shellOperand(command.arguments(), 0), command.arguments().size());
  }

  /// `xargs sh -c` without a program: the first input is the program.
  static boolean lacksProgram(SimpleCommandView command) {
    List<Word> arguments = command.arguments();
    return command.name().flatMap(Shells::known).filter(Dialect::isPosix).isPresent()
        && !arguments.isEmpty()
        && isCluster(arguments.getLast().literalPrefix(), 'c');
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
