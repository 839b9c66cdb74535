package dev.sallyport.scan.syntax.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Commands that run another command given as their operands.
final class Wrappers {
  /// @param valueOptions options that take the next word
  /// @param operands words in front of the wrapped command, as the duration of `timeout`
  private record Wrapper(Set<String> valueOptions, int operands) {}

  private static final Set<String> XARGS =
      Set.of(
          "-I",
          "-n",
          "-P",
          "-d",
          "-L",
          "-s",
          "-E",
          "-a",
          "--max-args",
          "--max-procs",
          "--delimiter",
          "--max-lines",
          "--arg-file");

  private static final Map<String, Wrapper> KNOWN =
      Map.ofEntries(
          wrapper(
              "sudo",
              0,
              "-u",
              "-g",
              "-h",
              "-p",
              "-C",
              "-r",
              "-t",
              "-T",
              "-U",
              "-D",
              "-R",
              "--user",
              "--group",
              "--host",
              "--prompt",
              "--chdir",
              "--chroot"),
          wrapper("doas", 0, "-u", "-C"),
          wrapper("env", 0, "-u", "-C", "--unset", "--chdir"),
          wrapper("time", 0, "-f", "-o", "--format", "--output"),
          wrapper("nohup", 0),
          wrapper("exec", 0, "-a"),
          wrapper("command", 0),
          wrapper("builtin", 0),
          wrapper("busybox", 0),
          wrapper("coproc", 0),
          wrapper("noglob", 0),
          wrapper("timeout", 1, "-k", "-s", "--signal", "--kill-after"),
          wrapper("gtimeout", 1, "-k", "-s", "--signal", "--kill-after"),
          wrapper("nice", 0, "-n", "--adjustment"),
          wrapper("ionice", 0, "-c", "-n", "--class", "--classdata"),
          wrapper("stdbuf", 0, "-i", "-o", "-e"),
          wrapper("setsid", 0),
          wrapper("unbuffer", 0),
          wrapper("caffeinate", 0),
          wrapper("xvfb-run", 0, "-s", "-n", "-e", "-f", "-w", "-p", "--server-args"),
          wrapper("strace", 0, "-o", "-e", "-p", "-s"),
          wrapper("gosu", 1),
          wrapper("su-exec", 1),
          wrapper("chroot", 1),
          wrapper("flock", 1, "-w", "-E", "--timeout", "--conflict-exit-code"),
          wrapper("sshpass", 0, "-p", "-f", "-d", "-P"),
          wrapper("watch", 0, "-n", "--interval"),
          Map.entry("xargs", new Wrapper(XARGS, 0)));

  private static Map.Entry<String, Wrapper> wrapper(
      String name, int operands, String... valueOptions) {
    return Map.entry(name, new Wrapper(Set.of(valueOptions), operands));
  }

  private Wrappers() {}

  /// @param words of the innermost command
  /// @param environment words of the form `NAME=value` in front of it
  record Unwrapped(List<String> wrappers, List<Word> environment, List<Word> words) {
    Unwrapped {
      wrappers = List.copyOf(wrappers);
      environment = List.copyOf(environment);
      words = List.copyOf(words);
    }
  }

  static Unwrapped unwrap(List<Word> words) {
    List<String> wrappers = new ArrayList<>();
    List<Word> environment = new ArrayList<>();
    List<Word> rest = words;
    while (!rest.isEmpty()) {
      String name = rest.getFirst().literal().map(Shells::baseName).orElse("");
      Wrapper wrapper = KNOWN.get(name);
      List<Word> inside = wrapper == null ? null : inside(name, wrapper, rest, environment);
      if (inside == null) {
        break;
      }
      wrappers.add(name);
      rest = inside;
    }
    return new Unwrapped(wrappers, environment, rest);
  }

  /// The wrapped command, or null if there is none: `env` alone, `exec > log`, `command -v git`.
  private static @Nullable List<Word> inside(
      String name, Wrapper wrapper, List<Word> words, List<Word> environment) {
    int operands = wrapper.operands();
    List<Word> assigned = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.literalPrefix();
      boolean option = text.length() > 1 && text.startsWith("-");
      if (option && name.equals("command") && (text.equals("-v") || text.equals("-V"))) {
        return null;
      }
      if (option) {
        i += wrapper.valueOptions().contains(text) ? 1 : 0;
      } else if (takesAssignments(name) && isAssignment(text)) {
        assigned.add(word);
      } else if (operands-- <= 0) {
        environment.addAll(assigned);
        return words.subList(i, words.size());
      }
    }
    return null;
  }

  /// What `xargs -I{}` replaces by its input, if it does.
  static Optional<String> replaced(List<Word> words) {
    int i = 0;
    while (i < words.size() && !words.get(i).is("xargs")) {
      i++;
    }
    Optional<String> found = Optional.empty();
    for (i++; i < words.size(); i++) {
      String text = words.get(i).literalPrefix();
      if (!text.startsWith("-")) {
        break;
      }
      if (text.equals("-I")) {
        found = i + 1 < words.size() ? words.get(i + 1).literal() : found;
      } else if (text.startsWith("-I") || (text.startsWith("-i") && text.length() > 2)) {
        found = Optional.of(text.substring(2));
      } else if (text.equals("-i") || text.equals("--replace")) {
        found = Optional.of("{}");
      } else if (text.startsWith("--replace=")) {
        found = Optional.of(text.substring("--replace=".length()));
      }
      i += XARGS.contains(text) ? 1 : 0;
    }
    return found;
  }

  private static boolean takesAssignments(String name) {
    return name.equals("env") || name.equals("sudo");
  }

  private static boolean isAssignment(String text) {
    int equals = text.indexOf('=');
    return equals > 0 && Names.isName(text.substring(0, equals));
  }

  /// The name of an assignment that is a word: `export X=…`, `env X=…`.
  static Optional<String> assignedName(Word word) {
    String text = word.literalPrefix();
    int equals = text.indexOf('=');
    int nameEnd = equals > 0 && text.charAt(equals - 1) == '+' ? equals - 1 : equals;
    return equals > 0 && Names.isName(text.substring(0, nameEnd))
        ? Optional.of(text.substring(0, nameEnd))
        : Optional.empty();
  }

  /// The value of such a word.
  static Word assignedValue(Word word) {
    return word.dropPrefix(word.literalPrefix().indexOf('=') + 1);
  }
}
