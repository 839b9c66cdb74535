package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A command that runs, installs or makes executable a file.
///
/// @param file its name, without directory
/// @param how in words: "run", "installed"
record RunsFile(String file, String how) {
  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "pwsh", "powershell");

  private static final Set<String> LANGUAGES =
      Set.of("python", "node", "perl", "ruby", "php", "deno", "bun", "lua", "nodejs", "pypy");

  static Optional<RunsFile> of(SimpleCommandView command) {
    String path = command.nameWord().map(Word::plainText).orElse("");
    if (path.contains("/") || path.contains("\\")) {
      return Downloads.name(path).map(n -> new RunsFile(n, "run"));
    }
    String name = command.name().orElse("").toLowerCase(Locale.ROOT);
    List<String> words = command.argumentTexts();
    if (SHELLS.contains(name) || isLanguage(name) || name.equals("java")) {
      return script(words).map(n -> new RunsFile(n, "run"));
    }
    return switch (name) {
      case "source", ".", "start-process", "start", "call" ->
          operand(words).map(n -> new RunsFile(n, "run"));
      case "chmod" -> executable(words);
      case "dpkg", "rpm", "msiexec", "installer", "alien" ->
          last(words).map(n -> new RunsFile(n, "installed"));
      case "apt", "apt-get", "yum", "dnf", "apk", "pip", "pip3", "add-appxpackage", "gdebi" ->
          words.contains("install") || words.contains("add")
              ? last(words).map(n -> new RunsFile(n, "installed"))
              : Optional.empty();
      case "install" -> beforeLast(words).map(n -> new RunsFile(n, "installed"));
      case "mv", "cp" ->
          words.stream().anyMatch(w -> w.contains("/bin/") || w.endsWith("/bin"))
              ? beforeLast(words).map(n -> new RunsFile(n, "put among the programs"))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// An interpreter that runs its standard input.
  static boolean readsInput(SimpleCommandView command) {
    String name = command.name().orElse("").toLowerCase(Locale.ROOT);
    List<String> words = command.argumentTexts();
    if (name.equals("iex") || name.equals("invoke-expression")) {
      return true;
    }
    if (SHELLS.contains(name)) {
      return words.stream().noneMatch(w -> w.equals("-c"))
          && (words.contains("-s")
              || words.isEmpty()
              || words.stream().allMatch(w -> w.startsWith("-") || w.startsWith("/dev/stdin"))
              || words.getFirst().startsWith("-s"));
    }
    return isLanguage(name) && (words.isEmpty() || words.getFirst().equals("-"));
  }

  /// An interpreter whose arguments are, or name, a program: `sh -c`, `eval`, `bash <( … )`.
  static boolean readsProgram(SimpleCommandView command) {
    String name = command.name().orElse("").toLowerCase(Locale.ROOT);
    List<Word> words = command.arguments();
    return switch (name) {
      case "eval", "source", ".", "iex", "invoke-expression" -> true;
      default ->
          (SHELLS.contains(name) || isLanguage(name)) && !words.isEmpty()
              || !command.redirects().isEmpty() && SHELLS.contains(name);
    };
  }

  /// `iex ((New-Object Net.WebClient).DownloadString('https://…'))`.
  static Optional<String> downloadString(SimpleCommandView command) {
    for (Word word : command.arguments()) {
      String text = word.text();
      int call = text.toLowerCase(Locale.ROOT).indexOf("downloadstring(");
      if (call >= 0) {
        int from = text.indexOf("http", call);
        int to = from;
        while (from >= 0 && to < text.length() && "'\") ".indexOf(text.charAt(to)) < 0) {
          to++;
        }
        return Optional.of(from < 0 ? "" : text.substring(from, to));
      }
    }
    return Optional.empty();
  }

  private static boolean isLanguage(String name) {
    int end = name.length();
    while (end > 0 && (Character.isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
      end--;
    }
    return LANGUAGES.contains(name.substring(0, end));
  }

  private static Optional<String> operand(List<String> words) {
    return words.stream().filter(w -> !isOption(w)).findFirst().flatMap(Downloads::name);
  }

  /// The file that an interpreter runs; none for `-c` and `-m`.
  private static Optional<String> script(List<String> words) {
    for (String word : words) {
      if (word.equals("-c") || word.equals("-m") || word.equals("-e")) {
        return Optional.empty();
      }
      if (!isOption(word)) {
        return Downloads.name(word);
      }
    }
    return Optional.empty();
  }

  private static Optional<RunsFile> executable(List<String> words) {
    List<String> operands = words.stream().filter(w -> !w.startsWith("-")).toList();
    if (operands.size() < 2) {
      return Optional.empty();
    }
    String mode = operands.getFirst();
    boolean sets =
        mode.contains("x") || mode.chars().anyMatch(c -> c == '7' || c == '5' || c == '1');
    return sets
        ? Downloads.name(operands.getLast()).map(n -> new RunsFile(n, "made executable"))
        : Optional.empty();
  }

  private static Optional<String> last(List<String> words) {
    return words.stream()
        .filter(w -> !isOption(w) && !w.startsWith("/q") && !w.startsWith("/i"))
        .filter(w -> !w.equals("install") && !w.equals("/"))
        .reduce((_, b) -> b)
        .flatMap(Downloads::name);
  }

  private static Optional<String> beforeLast(List<String> words) {
    List<String> operands = words.stream().filter(w -> !isOption(w)).toList();
    return operands.size() < 2
        ? Optional.empty()
        : Downloads.name(operands.get(operands.size() - 2));
  }

  private static boolean isOption(String word) {
    return word.startsWith("-");
  }
}
