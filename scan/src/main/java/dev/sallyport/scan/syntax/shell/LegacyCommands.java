package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.shell.EnvFileWrite.Delimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `::set-output name=KEY::value` and its kin: workflow commands on standard output from before the
/// runner's files.
final class LegacyCommands {
  private static final Map<String, EnvFile> COMMANDS =
      Map.of(
          "::set-env ", EnvFile.ENV,
          "::set-output ", EnvFile.OUTPUT,
          "::save-state ", EnvFile.STATE,
          "::add-path::", EnvFile.PATH);

  private LegacyCommands() {}

  static void find(List<WordPart> output, SimpleCommandView command, List<EnvFileWrite> writes) {
    List<WordPart> line = new ArrayList<>();
    for (WordPart part : output) {
      if (!(part instanceof WordPart.Literal(Span span, String value))) {
        line.add(part);
        continue;
      }
      int from = 0;
      int newline;
      while ((newline = value.indexOf('\n', from)) >= 0) {
        line.add(new WordPart.Literal(span, value.substring(from, newline)));
        line(line, command, writes);
        line = new ArrayList<>();
        from = newline + 1;
      }
      line.add(new WordPart.Literal(span, value.substring(from)));
    }
    line(line, command, writes);
  }

  private static void line(
      List<WordPart> line, SimpleCommandView command, List<EnvFileWrite> writes) {
    if (line.isEmpty() || !(line.getFirst() instanceof WordPart.Literal first)) {
      return;
    }
    String text = first.value().stripLeading();
    COMMANDS.forEach(
        (prefix, target) -> {
          if (text.startsWith(prefix)) {
            WordPart rest = new WordPart.Literal(first.span(), text.substring(prefix.length()));
            List<WordPart> parts = new ArrayList<>(line);
            parts.set(0, rest);
            writes.add(write(target, parts, command));
          }
        });
  }

  private static EnvFileWrite write(
      EnvFile target, List<WordPart> parts, SimpleCommandView command) {
    if (!target.keyed()) {
      return write(target, null, parts, command);
    }
    List<WordPart> value = new ArrayList<>();
    StringBuilder key = new StringBuilder();
    boolean fixed = true;
    boolean behind = false;
    for (WordPart part : parts) {
      if (behind) {
        value.add(part);
      } else if (part instanceof WordPart.Literal(Span span, String text)) {
        int colons = text.indexOf("::");
        behind = colons >= 0;
        key.append(behind ? text.substring(0, colons) : text);
        if (behind && colons + 2 < text.length()) {
          value.add(new WordPart.Literal(span, text.substring(colons + 2)));
        }
      } else {
        fixed = false;
      }
    }
    String name = key.toString().strip();
    boolean named = fixed && name.startsWith("name=");
    return write(target, named ? name.substring("name=".length()) : null, value, command);
  }

  private static EnvFileWrite write(
      EnvFile target, @Nullable String key, List<WordPart> value, SimpleCommandView command) {
    return new EnvFileWrite(
        target, key, value, Delimiter.NONE, List.of(), true, command, command.span());
  }
}
