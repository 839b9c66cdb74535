package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.ExpressionParser;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.shell.Form;
import dev.sallyport.scan.syntax.shell.Marks;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Where foreign values in a script come from: variables, expressions, files and the output of
/// commands.
final class ShellSources {
  private static final Set<String> READERS =
      Set.of(
          "cat",
          "head",
          "tail",
          "jq",
          "yq",
          "grep",
          "sed",
          "awk",
          "cut",
          "tr",
          "xq",
          "get-content",
          "gc",
          "type",
          "paste",
          "tac",
          "sort",
          "uniq",
          "python",
          "python3",
          "node");

  private final JobFlow job;
  private final Scope inside;
  private final Step step;
  private final Body body;
  private Directories directories;

  ShellSources(JobFlow job, Step step, Scope inside, Body body) {
    this.job = job;
    this.inside = inside;
    this.step = step;
    this.body = body;
    this.directories = Directories.of(List.of(), Foreign.working(step, inside, job.foreign));
  }

  /// @param commands all of the script
  Marks<Taint> marks(List<SimpleCommandView> commands) {
    directories = Directories.of(commands, Foreign.working(step, inside, job.foreign));
    return Marks.of(this::variable)
        .withPlaceholder(this::placeholder)
        .withOutput(this::output)
        .withFile(this::content)
        .withGlob(this::matching)
        .withScript(this::written)
        .withThrough(Answers::through)
        .withForm(taint -> taint.charset().multiLine() ? Form.RAW : Form.SINGLE_LINE);
  }

  /// Most scripts touch nothing foreign: they are not followed.
  boolean any(Script script, List<SimpleCommandView> commands) {
    return inside.hasForeignEnv()
        || body.expressions()
        || script.text().contains("GITHUB_HEAD_REF")
        || script.text().contains("GITHUB_REF")
        || !job.foreign.isEmpty()
        || !job.files.isEmpty()
        || commands.stream().anyMatch(c -> output(c).isPresent());
  }

  private Optional<Taint> variable(String name) {
    List<Taint> set = inside.env(name);
    ContextPath given = set.isEmpty() ? GIVEN.get(name) : null;
    return worst(given == null ? set : inside.path(given));
  }

  /// Variables that the runner sets itself (GitHub docs, "Variables reference").
  private static final Map<String, ContextPath> GIVEN =
      Map.of(
          "GITHUB_HEAD_REF", ContextPath.parse("github.head_ref"),
          "GITHUB_REF", ContextPath.parse("github.ref"),
          "GITHUB_REF_NAME", ContextPath.parse("github.ref_name"));

  private Optional<Taint> placeholder(WordPart.Placeholder placeholder) {
    return worst(
        ExpressionParser.parse(placeholder.inner(), 0).tree().stream()
            .flatMap(expr -> Flow.reaching(expr).stream())
            .flatMap(r -> inside.path(r.path()).stream())
            .toList());
  }

  private static Optional<Taint> worst(List<Taint> taints) {
    return taints.stream().max(Comparator.comparing(Taint::charset));
  }

  private Optional<Taint> output(SimpleCommandView command) {
    Optional<Taint> event = EventFile.read(command, inside);
    if (event.isPresent()) {
      return event.map(
          taint ->
              taint.through(
                  at(command.span()), "'" + taint.origin() + "' is read from the event's file"));
    }
    Optional<Taint> names = names(command.span()).of(command);
    if (names.isPresent()) {
      return names.map(t -> t.through(at(command.span()), "files there have names of their own"));
    }
    String name = command.name().orElse("");
    if (READERS.contains(name)) {
      return read(command);
    }
    return switch (name) {
      case "gh", "curl", "wget", "invoke-restmethod", "irm" -> answer(command);
      case "git" -> history(command);
      default -> Optional.empty();
    };
  }

  /// What an earlier step wrote to a file that is run now.
  private Optional<Taint> written(String path) {
    return Optional.ofNullable(job.files.get(Foreign.normal(path)));
  }

  private FileNames names(Span at) {
    return new FileNames(job, directories.at(at.start()));
  }

  private Optional<Taint> matching(Word pattern) {
    return names(pattern.span())
        .matching(pattern)
        .map(t -> t.through(at(pattern.span()), "the pattern stands for names of files there"));
  }

  /// The content of a file that somebody else wrote.
  private Optional<Taint> read(SimpleCommandView command) {
    if (job.foreign.isEmpty() && job.files.isEmpty()) {
      return Optional.empty();
    }
    for (Word word : Operands.files(command)) {
      String path = plain(word);
      if (path.isEmpty() || path.startsWith("-") || path.contains("\n")) {
        continue;
      }
      Optional<Taint> found = fileAt(path, word.span());
      if (found.isPresent()) {
        return found
            .flatMap(t -> Answers.through(command, t))
            .map(
                t ->
                    (t.answer() == null ? t.as(Charset.TEXT) : t)
                        .through(at(command.span()), "the content of '" + path + "' is read"));
      }
    }
    return Optional.empty();
  }

  /// What `< path` feeds.
  private Optional<Taint> content(Word word) {
    String path = plain(word);
    return path.isEmpty()
        ? Optional.empty()
        : fileAt(path, word.span())
            .map(
                t ->
                    t.as(Charset.TEXT)
                        .through(at(word.span()), "the content of '" + path + "' is read"));
  }

  private Optional<Taint> fileAt(String path, Span at) {
    Taint written = job.files.get(Foreign.normal(path));
    if (written != null) {
      return Optional.of(written);
    }
    boolean likeFile = path.contains("/") || path.contains(".") || path.matches("[A-Za-z_-]+");
    String working = directories.at(at.start());
    return likeFile && !job.own.holds(Foreign.within(working, path))
        ? job.foreign.last(working, path, _ -> true).map(placed -> placed.area().taint())
        : Optional.empty();
  }

  private Optional<Taint> answer(SimpleCommandView command) {
    return Answers.of(command, given(command))
        .map(t -> t.through(at(command.span()), "the forge answers with what others wrote"));
  }

  /// Foreign values that the words of a command name directly.
  private Taint[] given(SimpleCommandView command) {
    return command.arguments().stream()
        .flatMap(word -> word.leaves().stream())
        .flatMap(
            part ->
                switch (part) {
                  case WordPart.Variable variable -> inside.env(variable.name()).stream();
                  case WordPart.Placeholder placeholder -> this.placeholder(placeholder).stream();
                  default -> Stream.empty();
                })
        .toArray(Taint[]::new);
  }

  /// Commit messages, authors and file names of a commit that somebody proposes.
  private Optional<Taint> history(SimpleCommandView command) {
    Optional<Foreign> area = job.foreign.first(Foreign.Kind.CHECKOUT);
    if (area.isEmpty()) {
      return Optional.empty();
    }
    List<String> given = ForeignCode.words(command);
    String words = String.join(" ", given);
    boolean text =
        (words.startsWith("log") || words.startsWith("show"))
            && !words.contains("%H")
            && !words.contains("%h");
    boolean names = FileNames.compares(given);
    boolean branch = words.contains("--show-current") || words.contains("--abbrev-ref");
    Charset charset = text || names ? Charset.TEXT : branch ? Charset.REF : Charset.FIXED;
    return charset == Charset.FIXED
        ? Optional.empty()
        : Optional.of(
            area.get()
                .taint()
                .as(charset)
                .through(at(command.span()), "git tells what that commit says"));
  }

  private Location at(Span inScript) {
    return body.place().apply(inScript);
  }

  private static String plain(Word word) {
    return word.literal().orElseGet(() -> word.text().replace("\"", ""));
  }
}
