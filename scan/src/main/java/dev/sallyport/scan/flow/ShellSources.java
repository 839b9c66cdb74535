package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.ExpressionParser;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.shell.Form;
import dev.sallyport.scan.syntax.shell.Marks;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final SourceText file;
  private final Text run;

  ShellSources(JobFlow job, Step step, Scope inside, Text run) {
    this.job = job;
    this.inside = inside;
    this.step = step;
    this.file = step.file();
    this.run = run;
  }

  Marks<Taint> marks() {
    return Marks.of(this::variable)
        .withPlaceholder(this::placeholder)
        .withOutput(this::output)
        .withFile(this::content)
        .withForm(taint -> taint.charset().multiLine() ? Form.RAW : Form.SINGLE_LINE);
  }

  /// Most scripts touch nothing foreign: they are not followed.
  boolean any(List<SimpleCommandView> commands) {
    return !inside.env().isEmpty()
        || run.mayHaveExpressions()
        || run.value().contains("GITHUB_HEAD_REF")
        || run.value().contains("GITHUB_REF")
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
    String name = command.name().orElse("");
    if (READERS.contains(name)) {
      return read(command);
    }
    return switch (name) {
      case "gh" -> forge(command);
      case "git" -> history(command);
      default -> Optional.empty();
    };
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
      Optional<Taint> found = fileAt(path);
      if (found.isPresent()) {
        return found.map(
            t ->
                t.as(Charset.TEXT)
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
        : fileAt(path)
            .map(
                t ->
                    t.as(Charset.TEXT)
                        .through(at(word.span()), "the content of '" + path + "' is read"));
  }

  private Optional<Taint> fileAt(String path) {
    Taint written = job.files.get(Foreign.normal(path));
    if (written != null) {
      return Optional.of(written);
    }
    boolean likeFile = path.contains("/") || path.contains(".") || path.matches("[A-Za-z_-]+");
    String working = Foreign.working(step, inside, job.foreign);
    return likeFile
        ? job.foreign.reversed().stream()
            .filter(area -> area.holds(working, path))
            .map(Foreign::taint)
            .findFirst()
        : Optional.empty();
  }

  /// Text of issues and pull requests, asked for by their number.
  private Optional<Taint> forge(SimpleCommandView command) {
    List<String> words = ForeignCode.words(command);
    if (words.size() < 2) {
      return Optional.empty();
    }
    boolean view =
        Set.of("pr", "issue").contains(words.get(0))
            && Set.of("view", "list").contains(words.get(1));
    boolean api =
        words.get(0).equals("api")
            && words.stream().anyMatch(w -> w.contains("/pulls/") || w.contains("/issues/"));
    if (!view && !api) {
      return Optional.empty();
    }
    String all = String.join(" ", words).toLowerCase(Locale.ROOT);
    Charset charset = fields(all, view && !all.contains("--json"));
    if (charset == Charset.FIXED) {
      return Optional.empty();
    }
    return Optional.of(
        origin(charset, "the output of gh " + words.get(0) + " " + words.get(1), all)
            .through(at(command.span()), "gh answers with text that others wrote"));
  }

  private static Charset fields(String words, boolean everything) {
    if (everything || words.contains("body") || words.contains("comments")) {
      return Charset.TEXT;
    }
    if (words.contains("title") || words.contains("label")) {
      return Charset.LINE;
    }
    if (words.contains("files") || words.contains("filename")) {
      return Charset.TEXT; // one path a line
    }
    return words.contains("headrefname")
            || words.contains("head.ref")
            || words.contains("head.label")
        ? Charset.REF
        : Charset.FIXED;
  }

  /// Commit messages, authors and file names of a commit that somebody proposes.
  private Optional<Taint> history(SimpleCommandView command) {
    Optional<Foreign> area =
        job.foreign.stream().filter(f -> f.kind() == Foreign.Kind.CHECKOUT).findFirst();
    if (area.isEmpty()) {
      return Optional.empty();
    }
    String words = String.join(" ", ForeignCode.words(command));
    boolean text =
        (words.startsWith("log") || words.startsWith("show"))
            && !words.contains("%H")
            && !words.contains("%h");
    boolean names = words.startsWith("diff") && words.contains("--name-");
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

  private Taint origin(Charset charset, String origin, String words) {
    boolean ref = words.contains("headref") || words.contains("head.");
    return new Taint(
        charset,
        Set.of(),
        Reach.OUTSIDER,
        ref ? ContextSources.Revision.MUTABLE : ContextSources.Revision.NONE,
        origin,
        List.of(),
        1,
        null,
        Confidence.MEDIUM);
  }

  private Location at(Span inScript) {
    return file.at(run.source(inScript));
  }

  private static String plain(Word word) {
    return word.literal().orElseGet(() -> word.text().replace("\"", ""));
  }
}
