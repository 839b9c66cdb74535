package dev.sallyport.scan.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The words of one simple command, as far as they tell whether an argument is run as code. A
/// placeholder in a word is the character [#HOLE].
final class PosixCommand {
  static final char HOLE = '\uFFFC';

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "fish", "busybox");
  private static final Set<String> INTERPRETERS =
      Set.of(
          "python",
          "python2",
          "python3",
          "node",
          "deno",
          "bun",
          "perl",
          "ruby",
          "php",
          "rscript",
          "lua",
          "pwsh",
          "powershell",
          "osascript",
          "tclsh",
          "groovy",
          "jshell",
          "elixir");

  /// These run their arguments, or send them to another shell.
  private static final Set<String> RUN_ARGUMENTS =
      Set.of(
          "ssh",
          "su",
          "watch",
          "parallel",
          "expect",
          "screen",
          "tmux",
          "crontab",
          "cmd",
          "cmd.exe",
          "mosh",
          "script",
          "nsenter");
  private static final Set<String> CONTAINERS =
      Set.of("docker", "docker-compose", "podman", "nerdctl", "kubectl", "oc", "lxc", "incus");
  private static final Set<String> BUILTINS_THAT_RUN =
      Set.of("eval", "trap", "source", ".", "let", "alias", "complete", "bind");

  /// An argument of these may be a program of a language of its own.
  private static final Set<String> OWN_LANGUAGE =
      Set.of(
          "sed", "gsed", "awk", "gawk", "mawk", "jq", "yq", "psql", "mysql", "sqlite3", "mongosh",
          "bc", "dc", "make", "gmake", "just", "task", "vim", "ex", "gdb", "expr", "find", "xargs");
  private static final Set<String> PREFIXES =
      Set.of(
          "if",
          "then",
          "elif",
          "else",
          "while",
          "until",
          "do",
          "!",
          "time",
          "{",
          "sudo",
          "doas",
          "env",
          "nohup",
          "exec",
          "command",
          "builtin",
          "nice",
          "ionice",
          "stdbuf",
          "xvfb-run",
          "retry",
          "timeout",
          "setsid",
          "chronic");

  /// These do not end the place where an assignment may stand.
  private static final Set<String> RESERVED =
      Set.of("if", "then", "elif", "else", "while", "until", "do", "!", "{");
  private static final List<String> SCRIPT_ENDINGS =
      List.of(".sh", ".bash", ".py", ".js", ".mjs", ".cjs", ".ts", ".rb", ".pl", ".ps1", ".php");

  private static final int MAX_WORDS = 400;

  private final List<String> words = new ArrayList<>();
  private int count;
  private int nameIndex;
  private boolean prefixed;
  private @Nullable PosixCommand pipedInto;

  void add(String word) {
    if (nameIndex == count) {
      boolean prefix = PREFIXES.contains(word);
      boolean option = prefixed && (word.startsWith("-") || isNumber(word));
      prefixed |= prefix;
      nameIndex += prefix || option || isAssignment(word) ? 1 : 0;
    }
    count++;
    if (words.size() < MAX_WORDS) {
      words.add(word);
    }
  }

  int size() {
    return count;
  }

  String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  void pipe(PosixCommand into) {
    pipedInto = into;
  }

  /// The word that names the command: behind assignments, keywords and commands that run another.
  int nameIndex() {
    return nameIndex;
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && Character.isDigit(word.charAt(0));
  }

  private static boolean isAssignment(String word) {
    int equals = word.indexOf('=');
    return equals > 0
        && (Character.isLetter(word.charAt(0)) || word.charAt(0) == '_')
        && word.substring(0, equals)
            .chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
  }

  String name() {
    return program(word(nameIndex()));
  }

  private static String program(String word) {
    String base = word.substring(word.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    // python3.12
    int dot = base.startsWith("python") ? base.indexOf('.') : -1;
    return dot > 0 ? base.substring(0, dot) : base;
  }

  boolean evaluates() {
    return name().equals("eval");
  }

  /// Why the word at an index would be run as code even when it comes from a variable; empty if
  /// it would not.
  String runs(int index) {
    if (BUILTINS_THAT_RUN.contains(name())) {
      return "'" + name() + "' evaluates its arguments once more";
    }
    for (int i = 0; i < words.size() && i < index; i++) {
      String program = program(words.get(i));
      if (RUN_ARGUMENTS.contains(program)) {
        return "'" + program + "' runs its arguments in a shell";
      }
      String flags = SHELLS.contains(program) ? "c" : INTERPRETERS.contains(program) ? "cerp" : "";
      if (!flags.isEmpty() && codeFlag(flags, i + 1, index)) {
        return "'" + program + "' runs the text as code";
      }
    }
    return runsInput() ? "the output is piped into an interpreter" : "";
  }

  /// `-c`, `-ec`, `-e`, `--eval`, `-Command`.
  private boolean codeFlag(String flags, int from, int to) {
    for (int i = from; i < to && i < words.size(); i++) {
      String word = words.get(i).toLowerCase(Locale.ROOT);
      boolean shortFlag =
          word.length() > 1 && word.length() < 5 && word.charAt(0) == '-' && word.charAt(1) != '-';
      if ((shortFlag && word.chars().anyMatch(c -> flags.indexOf(c) >= 0))
          || word.equals("--eval")
          || word.equals("--print")
          || word.equals("eval")
          || word.startsWith("-command")) {
        return true;
      }
    }
    return false;
  }

  /// Whether what this command prints ends in an interpreter without a script of its own.
  private boolean runsInput() {
    int steps = 0;
    for (PosixCommand at = pipedInto; at != null && steps++ < 100; at = at.pipedInto) {
      if (at.readsProgram()) {
        return true;
      }
    }
    return false;
  }

  /// An interpreter that takes its program from the input.
  boolean readsProgram() {
    return RUN_ARGUMENTS.contains(name()) || readsProgram(nameIndex());
  }

  private boolean readsProgram(int index) {
    String program = program(word(index));
    if (!SHELLS.contains(program) && !INTERPRETERS.contains(program)) {
      return false;
    }
    for (int i = index + 1; i < words.size(); i++) {
      if (words.get(i).equals("-s")) {
        return true;
      }
      if (!words.get(i).startsWith("-")) {
        return words.get(i).equals("/dev/stdin");
      }
    }
    return true;
  }

  boolean hereDocumentRuns() {
    return readsProgram()
        || runsInput()
        || words.stream().anyMatch(w -> program(w).equals("ssh"))
        || startsContainer()
        || IntStream.range(0, words.size()).anyMatch(this::readsProgram);
  }

  /// What runs in there, the command does not always tell: an image has a program of its own.
  private boolean startsContainer() {
    return CONTAINERS.contains(name()) && (words.contains("exec") || words.contains("run"));
  }

  /// Why a person should look at it; empty if not.
  String doubt() {
    if (OWN_LANGUAGE.contains(name()) || words.stream().anyMatch(w -> w.equals("xargs"))) {
      return "'" + name() + "' may read the value as part of a program of its own";
    }
    if (words.stream().anyMatch(PosixCommand::isScript) && isWriter()) {
      return "the text may be written into a script that runs later";
    }
    if (words.contains("[[") && words.contains("=~")) {
      return "in quotes the value is no longer a pattern";
    }
    return "";
  }

  private boolean isWriter() {
    return Set.of("echo", "printf", "cat", "tee").contains(name());
  }

  private static boolean isScript(String word) {
    return SCRIPT_ENDINGS.stream().anyMatch(word::endsWith) || word.endsWith("Makefile");
  }

  /// `[[ x -eq y ]]` evaluates its operands as arithmetic, array subscripts and all.
  boolean comparesNumbers() {
    return words.contains("[[")
        && words.stream().anyMatch(Set.of("-eq", "-ne", "-lt", "-le", "-gt", "-ge")::contains);
  }

  /// Whether a shell neither splits nor expands the word, and where an empty one changes nothing:
  /// the value of an assignment, and the word behind `case`. What stood behind a blank in them was
  /// a command, or an error.
  boolean takesOneWord(int index) {
    if (word(0).equals("case")) {
      return index == 1;
    }
    return index < nameIndex
        && isAssignment(word(index))
        && words.subList(0, Math.min(index, words.size())).stream()
            .allMatch(word -> RESERVED.contains(word) || isAssignment(word));
  }
}
