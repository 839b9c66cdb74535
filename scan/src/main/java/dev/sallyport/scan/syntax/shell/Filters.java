package dev.sallyport.scan.syntax.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What commands do to the text that passes through them.
final class Filters {
  /// What becomes of a command's arguments and input in its output.
  enum Passes {
    NOTHING,
    /// What the command prints is not known here; none of what it is given.
    UNKNOWN,
    ARGUMENTS,
    /// Input, and the contents of files named as operands.
    INPUT,
    BOTH
  }

  /// @param form at least this form afterwards
  record Effect(Passes passes, Form form, boolean decodes) {
    static Effect of(Passes passes) {
      return new Effect(passes, Form.RAW, false);
    }

    static Effect of(Passes passes, Form form) {
      return new Effect(passes, form, false);
    }
  }

  /// Filters of jq of which the result is a number or a truth value.
  private static final Set<String> ANSWERS_NUMBER =
      Set.of("tonumber", "length", "floor", "round", "not", "any", "all", "type");

  private static final Effect CUT = Effect.of(Passes.NOTHING);

  private Filters() {}

  static Effect of(SimpleCommandView command, Guards.Reader reader) {
    List<Word> arguments = command.arguments();
    return switch (command.name().orElse("")) {
      case "echo", "write-output" -> Effect.of(Passes.ARGUMENTS);
      case "printf" -> printf(arguments);
      case "cat",
          "sort",
          "uniq",
          "rev",
          "fold",
          "fmt",
          "tac",
          "nl",
          "paste",
          "column",
          "tee",
          "iconv",
          "strings",
          "expand",
          "sponge",
          "cut",
          "envsubst",
          "dos2unix",
          "pv",
          "less",
          "get-content",
          "out-string",
          "select-object",
          "where-object",
          "foreach-object",
          "convertfrom-json",
          "convertto-json",
          "select-string",
          "type",
          "more",
          "findstr",
          "cp",
          "dd",
          "mv" ->
          Effect.of(Passes.INPUT);
      case "head", "tail" -> lines(arguments);
      case "tr" -> tr(arguments);
      case "sed", "gsed" -> sed(arguments);
      case "grep", "egrep", "rg" -> grep(arguments, reader);
      case "jq", "yq", "gojq" -> jq(arguments);
      case "awk", "gawk", "mawk", "python", "python3", "perl", "ruby", "node", "php" ->
          Effect.of(Passes.BOTH);
      case "basename", "dirname", "realpath", "readlink", "expr", "xargs" -> Effect.of(Passes.BOTH);
      case "base64", "basenc" -> base64(arguments);
      case "xxd", "od", "hexdump" -> Effect.of(Passes.INPUT, Form.ENCODED);
      default -> Effect.of(Passes.UNKNOWN);
    };
  }

  /// The conversions of the format decide: `%d` lets numbers through only, `%q` quotes.
  static Effect printf(List<Word> arguments) {
    String format = arguments.isEmpty() ? "" : arguments.getFirst().literal().orElse("");
    boolean quotes = false;
    boolean texts = format.isEmpty();
    for (int i = 0; i + 1 < format.length(); i++) {
      if (format.charAt(i) != '%') {
        continue;
      }
      i++;
      while (i < format.length() && "-+ #0123456789.*".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      char conversion = i < format.length() ? format.charAt(i) : '%';
      quotes |= conversion == 'q';
      texts |= conversion == 's' || conversion == 'b' || conversion == 'c';
    }
    if (texts) {
      return Effect.of(Passes.ARGUMENTS);
    }
    return quotes ? Effect.of(Passes.ARGUMENTS, Form.QUOTED) : CUT;
  }

  private static Effect lines(List<Word> arguments) {
    Arguments parsed = Arguments.of(arguments, Set.of("-n", "-c", "--lines", "--bytes"));
    boolean one = parsed.value("-n", "--lines").filter(w -> w.is("1")).isPresent();
    return Effect.of(Passes.INPUT, one || parsed.has("-1") ? Form.SINGLE_LINE : Form.RAW);
  }

  private static Effect tr(List<Word> arguments) {
    Arguments parsed = Arguments.of(arguments, Set.of());
    boolean delete = parsed.has("-d", "--delete");
    boolean complement = parsed.has("-c", "-C", "--complement");
    List<Word> operands = parsed.operands();
    Optional<String> set = operands.isEmpty() ? Optional.empty() : operands.getFirst().literal();
    if (set.isEmpty()) {
      return Effect.of(Passes.INPUT);
    }
    if (complement && SafeText.set(set.get()) && (delete || replacesSafely(operands))) {
      return CUT;
    }
    boolean lineBreaks =
        !complement
            && (set.get().contains("\\n")
                || set.get().contains("\n")
                || set.get().contains("[:space:]")
                || set.get().contains("[:cntrl:]"));
    boolean replaced = delete || (operands.size() > 1 && !operands.get(1).text().contains("\\n"));
    return Effect.of(Passes.INPUT, lineBreaks && replaced ? Form.SINGLE_LINE : Form.RAW);
  }

  private static boolean replacesSafely(List<Word> operands) {
    return operands.size() > 1 && operands.get(1).literal().filter(SafeText::set).isPresent();
  }

  /// `s/[^a-z0-9]//g`: what is left after it is harmless.
  private static Effect sed(List<Word> arguments) {
    Arguments parsed = Arguments.of(arguments, Set.of("-e", "-f", "-l"));
    List<Word> scripts = new ArrayList<>(parsed.values(Set.of("-e", "--expression")));
    if (scripts.isEmpty()) {
      parsed.operands().stream().findFirst().ifPresent(scripts::add);
    }
    Form form = Form.RAW;
    for (Word word : scripts) {
      for (String script : word.literal().orElse("").split(";", 50)) {
        String command = script.strip();
        if (substitutesSafely(command)) {
          return CUT;
        }
        form = command.equals("1q") || command.equals("q") ? Form.SINGLE_LINE : form;
      }
    }
    return Effect.of(Passes.INPUT, form);
  }

  private static boolean substitutesSafely(String command) {
    if (command.length() < 5 || command.charAt(0) != 's') {
      return false;
    }
    char delimiter = command.charAt(1);
    // A delimiter inside the bracket expression is legal there.
    int bracket = command.indexOf(']');
    int second = command.indexOf(delimiter, Math.max(bracket, 2));
    int third = second < 0 ? -1 : command.indexOf(delimiter, second + 1);
    return third > 0
        && command.indexOf('g', third) > 0
        && SafeText.complement(command.substring(2, second))
        && SafeText.set(command.substring(second + 1, third));
  }

  private static Effect grep(List<Word> arguments, Guards.Reader reader) {
    Arguments parsed = Arguments.of(arguments, Set.of("-e", "-m", "-A", "-B", "-C", "-f"));
    if (parsed.has("-q", "--quiet", "-c", "--count")) {
      return CUT;
    }
    if (parsed.has("-l", "-L", "--files-with-matches", "--files-without-match")) {
      return Effect.of(Passes.UNKNOWN); // names, nothing of the contents
    }
    Optional<String> regex =
        parsed.value("-e").or(() -> parsed.operands().stream().findFirst()).flatMap(reader::text);
    boolean only = parsed.has("-o", "--only-matching") || parsed.has("-x", "--line-regexp");
    boolean safe =
        regex.isPresent()
            && !parsed.has("-v", "--invert-match")
            && (SafeText.whole(regex.get()) || (only && SafeText.part(regex.get())));
    return safe ? CUT : Effect.of(Passes.INPUT);
  }

  /// Without `-r` the output is JSON, in which strings stay on their line and in their quotes.
  private static Effect jq(List<Word> arguments) {
    Arguments parsed = Arguments.of(arguments, Set.of("--arg", "--argjson", "-f", "--indent"));
    // Which operand is the program depends on --arg's two words; any will do here.
    String program = parsed.operands().stream().map(Word::text).collect(Collectors.joining(" "));
    boolean number =
        parsed.operands().stream()
            .anyMatch(w -> ANSWERS_NUMBER.contains(last(w.literal().orElse(""))));
    if (program.contains("@uri") || number) {
      return CUT;
    }
    if (program.contains("@base64") && !program.contains("@base64d")) {
      return Effect.of(Passes.BOTH, Form.ENCODED);
    }
    boolean raw = parsed.has("-r", "--raw-output", "-j", "--join-output", "--raw-output0");
    if (raw && program.contains("@sh")) {
      return Effect.of(Passes.BOTH, Form.QUOTED);
    }
    return Effect.of(Passes.BOTH, raw && !program.contains("@json") ? Form.RAW : Form.JSON);
  }

  /// What the program does last.
  private static String last(String program) {
    return program.substring(program.lastIndexOf('|') + 1).strip();
  }

  private static Effect base64(List<Word> arguments) {
    Arguments parsed = Arguments.of(arguments, Set.of("-w", "--wrap", "-i", "-o"));
    return parsed.has("-d", "-D", "--decode")
        ? new Effect(Passes.INPUT, Form.RAW, true)
        : Effect.of(Passes.INPUT, Form.ENCODED);
  }
}
