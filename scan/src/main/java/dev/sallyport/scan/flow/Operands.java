package dev.sallyport.scan.flow;

import dev.sallyport.scan.syntax.shell.Arguments;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which words of a command name files to read, or the place a request goes to, and are not a
/// program text, a pattern or an option's value.
final class Operands {
  /// Read a program or pattern first, then files.
  private static final Set<String> PROGRAM_FIRST =
      Set.of("jq", "yq", "xq", "gojq", "sed", "gsed", "awk", "gawk", "mawk", "grep", "egrep", "tr");

  private static final Set<String> PROGRAM_OPTIONS =
      Set.of("-e", "-f", "--expression", "--file", "--regexp", "--from-file");

  private static final Set<String> READER_VALUES =
      Set.of("-n", "-c", "-d", "-f", "-k", "-t", "--lines", "--bytes");

  private static final Set<String> FETCH_VALUES =
      Set.of(
          "-d",
          "--data",
          "--data-raw",
          "--data-binary",
          "--data-urlencode",
          "--data-ascii",
          "--json",
          "-H",
          "--header",
          "-F",
          "--form",
          "--form-string",
          "-o",
          "--output",
          "-O",
          "--output-document",
          "-u",
          "--user",
          "-A",
          "--user-agent",
          "-X",
          "--request",
          "-e",
          "--referer",
          "-b",
          "--cookie",
          "-c",
          "--cookie-jar",
          "-w",
          "--write-out",
          "-T",
          "--upload-file",
          "-K",
          "--config",
          "-m",
          "--max-time",
          "--retry",
          "--connect-timeout",
          "--retry-delay",
          "--cert",
          "--key",
          "--cacert",
          "-P",
          "--directory-prefix",
          "--post-data",
          "--post-file",
          "--password",
          "-t",
          "--tries",
          "--timeout",
          "-Body",
          "-Headers",
          "-Method",
          "-OutFile",
          "-ContentType",
          "-UserAgent",
          "-Credential",
          "-Token",
          "-Form",
          "-InFile");

  private Operands() {}

  static List<Word> files(SimpleCommandView command) {
    String name = command.name().orElse("");
    List<Word> words = withoutPairs(command.arguments());
    boolean programs = PROGRAM_FIRST.contains(name);
    Arguments arguments = Arguments.of(words, values(name, programs));
    List<Word> operands = arguments.operands();
    boolean program =
        programs && arguments.options().stream().noneMatch(o -> PROGRAM_OPTIONS.contains(o.name()));
    return program && !operands.isEmpty() ? operands.subList(1, operands.size()) : operands;
  }

  /// `-v` and `-F` take a value in awk alone, `-A` in grep alone.
  private static Set<String> values(String name, boolean programs) {
    if (!programs) {
      return READER_VALUES;
    }
    return switch (name) {
      case "awk", "gawk", "mawk" -> Set.of("-f", "--file", "-F", "-v");
      case "grep", "egrep" -> Set.of("-e", "-f", "--regexp", "--file", "-m", "-A", "-B", "-C");
      default -> Set.of("-e", "-f", "--expression", "--file", "--from-file", "--indent");
    };
  }

  /// `--arg name value` of jq takes two words.
  private static List<Word> withoutPairs(List<Word> words) {
    List<Word> out = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String text = words.get(i).text();
      if (text.equals("--arg") || text.equals("--argjson")) {
        i += 2;
      } else {
        out.add(words.get(i));
      }
    }
    return out;
  }

  /// Whether a word of `curl`, `wget` and the like is the value of an option that names no place.
  static boolean isAside(SimpleCommandView command, Word word) {
    return Arguments.of(command.arguments(), FETCH_VALUES).values(FETCH_VALUES).contains(word);
  }
}
