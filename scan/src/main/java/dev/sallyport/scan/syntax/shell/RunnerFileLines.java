package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.shell.EnvFileWrite.Delimiter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what commands write to one of the runner's files as the runner does: `KEY=value` lines and
/// `KEY<<DELIMITER` blocks, which may span several commands.
final class RunnerFileLines {
  private final EnvFile target;
  private final Variables variables;
  private final List<EnvFileWrite> writes;

  private List<WordPart> line = new ArrayList<>();
  private @Nullable SimpleCommandView lineCommand;
  private @Nullable Block block;

  RunnerFileLines(EnvFile target, Variables variables, List<EnvFileWrite> writes) {
    this.target = target;
    this.variables = variables;
    this.writes = writes;
  }

  /// A `KEY<<DELIMITER` whose end has not come yet.
  private record Block(
      @Nullable String key,
      List<WordPart> delimiter,
      List<WordPart> value,
      SimpleCommandView command) {}

  void feed(List<WordPart> content, SimpleCommandView command) {
    if (target == EnvFile.STEP_SUMMARY) {
      write(null, content, List.of(), command);
      return;
    }
    for (WordPart part : content) {
      if (lineCommand == null) {
        lineCommand = command;
      }
      if (part instanceof WordPart.Literal(Span span, String value)) {
        literal(span, value, command);
      } else {
        line.add(part);
      }
    }
  }

  private void literal(Span span, String value, SimpleCommandView command) {
    int from = 0;
    int newline;
    while ((newline = value.indexOf('\n', from)) >= 0) {
      add(span, value.substring(from, newline));
      endLine(command);
      lineCommand = command;
      from = newline + 1;
    }
    add(span, value.substring(from));
  }

  private void add(Span span, String value) {
    String text = value.endsWith("\r") ? value.substring(0, value.length() - 1) : value;
    if (!text.isEmpty()) {
      line.add(new WordPart.Literal(span, text));
    }
  }

  void finish() {
    if (lineCommand != null) {
      endLine(lineCommand);
    }
    if (block != null) {
      write(block.key(), block.value(), block.delimiter(), block.command());
      block = null;
    }
  }

  private void endLine(SimpleCommandView current) {
    List<WordPart> ended = line;
    SimpleCommandView command = lineCommand == null ? current : lineCommand;
    line = new ArrayList<>();
    lineCommand = null;
    if (block != null) {
      blockLine(block, ended, command);
    } else if (!ended.isEmpty()) {
      firstLine(ended, command);
    }
  }

  private void blockLine(Block open, List<WordPart> ended, SimpleCommandView command) {
    if (shape(ended).equals(shape(open.delimiter()))) {
      write(open.key(), open.value(), open.delimiter(), open.command());
      block = null;
      return;
    }
    open.value().addAll(ended);
    int end = command.span().end();
    open.value().add(new WordPart.Literal(new Span(end, end), "\n"));
  }

  private void firstLine(List<WordPart> ended, SimpleCommandView command) {
    if (!target.keyed()) {
      write(null, ended, List.of(), command);
      return;
    }
    List<WordPart> key = new ArrayList<>();
    for (int i = 0; i < ended.size(); i++) {
      int split = ended.get(i) instanceof WordPart.Literal l ? separator(l.value()) : -1;
      if (split < 0) {
        key.add(ended.get(i));
        continue;
      }
      WordPart.Literal literal = (WordPart.Literal) ended.get(i);
      boolean multiline = literal.value().charAt(split) == '<';
      key.add(part(literal, 0, split));
      List<WordPart> rest = new ArrayList<>();
      int behind = split + (multiline ? 2 : 1);
      if (behind < literal.value().length()) {
        rest.add(part(literal, behind, literal.value().length()));
      }
      rest.addAll(ended.subList(i + 1, ended.size()));
      if (multiline) {
        block = new Block(fixed(key), rest, new ArrayList<>(), command);
      } else {
        write(fixed(key), rest, List.of(), command);
      }
      return;
    }
    write(null, ended, List.of(), command);
  }

  /// Where the key ends: at the first `=` or `<<`, whichever comes first.
  private static int separator(String text) {
    int equals = text.indexOf('=');
    int block = text.indexOf("<<");
    return equals < 0 || (block >= 0 && block < equals) ? block : equals;
  }

  private static WordPart part(WordPart.Literal literal, int from, int to) {
    Span span = literal.span();
    boolean exact = span.length() == literal.value().length();
    Span part = exact ? new Span(span.start() + from, span.start() + to) : span;
    return new WordPart.Literal(part, literal.value().substring(from, to));
  }

  private static @Nullable String fixed(List<WordPart> parts) {
    StringBuilder text = new StringBuilder();
    for (WordPart part : parts) {
      if (!(part instanceof WordPart.Literal literal)) {
        return null;
      }
      text.append(literal.value());
    }
    return text.toString().strip();
  }

  /// What two delimiters must share to be taken for the same.
  private static String shape(List<WordPart> parts) {
    StringBuilder text = new StringBuilder();
    for (WordPart part : parts) {
      text.append(
          switch (part) {
            case WordPart.Literal literal -> literal.value();
            case WordPart.Variable variable -> "\0$" + variable.name();
            case WordPart.Placeholder placeholder -> "\0@" + placeholder.inner().strip();
            default -> "\0" + part.span().start();
          });
    }
    return text.toString().strip();
  }

  private void write(
      @Nullable String key,
      List<WordPart> value,
      List<WordPart> delimiterParts,
      SimpleCommandView command) {
    Delimiter delimiter =
        delimiterParts.isEmpty() ? Delimiter.NONE : variables.delimiter(delimiterParts);
    writes.add(
        new EnvFileWrite(
            target, key, value, delimiter, delimiterParts, false, command, command.span()));
  }
}
