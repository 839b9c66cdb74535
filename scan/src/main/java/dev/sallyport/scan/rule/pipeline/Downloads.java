package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.syntax.shell.Arguments;
import dev.sallyport.scan.syntax.shell.Commands;
import dev.sallyport.scan.syntax.shell.Redirect;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Commands that fetch something from an address, and where it ends up.
final class Downloads {
  private static final Set<String> FETCHERS =
      Set.of(
          "curl",
          "wget",
          "aria2c",
          "invoke-webrequest",
          "iwr",
          "invoke-restmethod",
          "irm",
          "start-bitstransfer",
          "wget2",
          "curl.exe",
          "axel");

  private static final Set<String> VALUES =
      Set.of(
          "-o",
          "--output",
          "-H",
          "--header",
          "-A",
          "--user-agent",
          "-u",
          "--user",
          "-d",
          "--data",
          "-X",
          "--request",
          "--retry",
          "--max-time",
          "-m",
          "--connect-timeout",
          "--retry-delay",
          "--output-document",
          "-P",
          "--directory-prefix",
          "--proto",
          "--tlsv",
          "-w",
          "--write-out",
          "-OutFile",
          "-outfile",
          "-Uri",
          "-uri",
          "-t",
          "--tries",
          "--output-dir",
          "-e",
          "-b",
          "-T",
          "-F",
          "--form",
          "--data-raw",
          "--data-binary",
          "--cacert",
          "--retry-max-time");

  private static final Set<String> LOCAL =
      Set.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "host.docker.internal");

  private Downloads() {}

  /// Cheap: whether a script may fetch anything.
  static boolean mayFetch(String script) {
    return script.contains("curl")
        || script.contains("wget")
        || script.contains("://")
        || script.toLowerCase(Locale.ROOT).contains("invoke-");
  }

  static boolean fetches(SimpleCommandView command) {
    return command.name().filter(n -> FETCHERS.contains(n.toLowerCase(Locale.ROOT))).isPresent()
        && !uploads(command);
  }

  private static boolean uploads(SimpleCommandView command) {
    for (String word : command.argumentTexts()) {
      if (word.equals("-T") || word.equals("--upload-file") || word.equals("-F")) {
        return true;
      }
    }
    return false;
  }

  /// The address, or "" where none is written.
  static String address(SimpleCommandView command) {
    String second = "";
    for (Word word : command.arguments()) {
      String text = word.plainText();
      if (text.startsWith("http://") || text.startsWith("https://") || text.startsWith("ftp://")) {
        return text;
      }
      if (second.isEmpty() && !text.startsWith("-") && (text.contains("$") || isBare(text))) {
        second = text;
      }
    }
    return second;
  }

  /// `example.org/install.sh`: curl and wget take it for an address.
  private static boolean isBare(String text) {
    int slash = text.indexOf('/');
    int dot = text.indexOf('.');
    return dot > 0 && slash > dot && text.indexOf(' ') < 0;
  }

  static String host(String address) {
    int from = address.indexOf("://");
    int start = from < 0 ? 0 : from + 3;
    int end = start;
    while (end < address.length() && "/:?#".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    String host = address.substring(start, end);
    return host.substring(host.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  static boolean isLocal(String address) {
    return LOCAL.contains(host(address)) || address.startsWith("file:");
  }

  /// Whether the address names its content: a commit id, or the commit of this run.
  static boolean isCommit(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (lower.contains("github_sha") || lower.contains("github.sha")) {
      return true;
    }
    int run = 0;
    for (int i = 0; i < lower.length(); i++) {
      run = Character.digit(lower.charAt(i), 16) >= 0 ? run + 1 : 0;
      if (run >= 40) {
        return true;
      }
    }
    return false;
  }

  /// The file's name, without directory; empty when the content goes elsewhere.
  static Optional<String> file(SimpleCommandView command) {
    Arguments arguments = Arguments.of(command.arguments(), VALUES);
    boolean wget = command.is("wget", "wget2", "axel", "aria2c");
    Optional<Word> given =
        wget
            ? arguments.value("--output-document").or(() -> wgetOutput(command))
            : arguments.value("-o", "--output", "-OutFile", "-outfile");
    if (given.isEmpty()) {
      given = named(command, "-outfile", "-destination");
    }
    if (given.isPresent()) {
      return name(given.get().plainText());
    }
    Optional<Redirect> redirect = command.outputFile();
    if (redirect.isPresent()) {
      return name(redirect.get().target().plainText());
    }
    boolean remote = wget || arguments.has("-O", "--remote-name", "-J", "--remote-name-all");
    return remote ? name(address(command)) : Optional.empty();
  }

  /// `-O file`, `-Ofile` and clusters such as `-qO file`; for curl `-O` takes no value.
  private static Optional<Word> wgetOutput(SimpleCommandView command) {
    List<Word> words = command.arguments();
    for (int i = 0; i + 1 < words.size(); i++) {
      String text = words.get(i).literalPrefix();
      if (text.startsWith("-") && !text.startsWith("--") && text.endsWith("O")) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<Word> named(SimpleCommandView command, String... options) {
    List<Word> words = command.arguments();
    for (int i = 0; i + 1 < words.size(); i++) {
      String text = words.get(i).literalPrefix().toLowerCase(Locale.ROOT);
      if (List.of(options).contains(text)) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /// The last segment of a path or address.
  static Optional<String> name(String path) {
    int end = path.length();
    int query = path.indexOf('?');
    if (path.contains("://") && query > 0) {
      end = query;
    }
    String text = path.substring(0, end).replace('\\', '/');
    String name = text.substring(text.lastIndexOf('/') + 1);
    boolean nowhere = name.isEmpty() || name.equals("-") || name.equals("null");
    return nowhere || text.startsWith("/dev/") ? Optional.empty() : Optional.of(name);
  }

  /// Commands inside `$( … )`, `<( … )` and `( … )` of a command's arguments.
  static List<SimpleCommandView> inside(SimpleCommandView command) {
    List<SimpleCommandView> out = new ArrayList<>();
    for (Word word : command.arguments()) {
      word.forEach((part, _) -> body(part).ifPresent(b -> out.addAll(Commands.of(b))));
    }
    for (Redirect redirect : command.redirects()) {
      if (redirect.feedsInput()) {
        redirect
            .target()
            .forEach((part, _) -> body(part).ifPresent(b -> out.addAll(Commands.of(b))));
      }
    }
    return out;
  }

  private static Optional<Script> body(WordPart part) {
    return switch (part) {
      case WordPart.CommandSubstitution substitution -> Optional.of(substitution.body());
      case WordPart.ProcessSubstitution substitution -> Optional.of(substitution.body());
      case WordPart.Block block -> Optional.of(block.body());
      case WordPart.Literal _,
          WordPart.SingleQuoted _,
          WordPart.DoubleQuoted _,
          WordPart.AnsiQuoted _,
          WordPart.Variable _,
          WordPart.Arithmetic _,
          WordPart.Placeholder _,
          WordPart.Spliced _ ->
          Optional.empty();
    };
  }
}
