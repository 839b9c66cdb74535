package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.knowledge.CommandKnowledge;
import dev.sallyport.scan.syntax.expression.ExpressionParser;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.shell.EnvFileWrite;
import dev.sallyport.scan.syntax.shell.Form;
import dev.sallyport.scan.syntax.shell.Marks;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.ShellFlow;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Foreign values inside a script: variables, command output, files for later steps.
final class ShellValues {
  /// Tools of which some option runs a command or writes a file.
  private static final Set<String> OPTION_TOOLS =
      Set.of(
          "git",
          "tar",
          "find",
          "xargs",
          "ssh",
          "scp",
          "rsync",
          "curl",
          "wget",
          "zip",
          "gcc",
          "go",
          "mvn",
          "gradle",
          "docker",
          "npm",
          "pip",
          "pip3",
          "helm",
          "kubectl",
          "terraform",
          "sort",
          "man",
          "less",
          "hg",
          "svn",
          "php",
          "node",
          "python",
          "python3",
          "ruby",
          "perl");
  private static final Set<String> FETCHERS =
      Set.of("curl", "wget", "invoke-webrequest", "iwr", "invoke-restmethod", "irm", "nc", "ncat");
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
  private final Hits.Spot spot;
  private final Scope inside;
  private final Scope outside;
  private final Step step;
  private final Body body;

  ShellValues(JobFlow job, Hits.Spot spot, Scope inside, Scope outside, Body body) {
    this.job = job;
    this.spot = spot;
    this.inside = inside;
    this.outside = outside;
    this.step = spot.site().step();
    this.body = body;
  }

  /// Follows the script and tells what becomes of the values.
  void follow(Script script, List<SimpleCommandView> commands) {
    if (worthwhile(commands)) {
      analyze(script, commands).forEach(this::use);
    }
  }

  /// Where the script uses foreign values, as things stand.
  List<Use<Taint>> analyze(Script script, List<SimpleCommandView> commands) {
    Marks<Taint> marks =
        Marks.of(this::variable)
            .withPlaceholder(this::placeholder)
            .withOutput(this::output)
            .withThrough(Answers::through)
            .withForm(taint -> taint.charset().multiLine() ? Form.RAW : Form.SINGLE_LINE);
    return ShellFlow.analyze(script, commands, marks).uses();
  }

  /// Most scripts touch nothing foreign: they are not followed.
  private boolean worthwhile(List<SimpleCommandView> commands) {
    return !inside.env().isEmpty()
        || body.expressions()
        || !job.foreign.isEmpty()
        || !job.files.isEmpty()
        || commands.stream().anyMatch(c -> output(c).isPresent());
  }

  // ---- where values come from

  private Optional<Taint> variable(String name) {
    return worst(inside.env(name));
  }

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

  /// The content of a file that somebody else wrote.
  private Optional<Taint> read(SimpleCommandView command) {
    if (job.foreign.isEmpty() && job.files.isEmpty()) {
      return Optional.empty();
    }
    for (Word word : command.arguments()) {
      String path = plain(word);
      if (path.isEmpty() || path.startsWith("-") || path.contains("\n")) {
        continue;
      }
      Optional<Taint> found = fileAt(path);
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

  private Optional<Taint> fileAt(String path) {
    Taint written = job.files.get(Foreign.normal(path));
    if (written != null) {
      return Optional.of(written);
    }
    boolean likeFile = path.contains("/") || path.contains(".") || path.matches("[A-Za-z_-]+");
    Text directory = step.workingDirectory();
    String working = directory == null ? "" : Foreign.normal(directory.value());
    return likeFile
        ? job.foreign.reversed().stream()
            .filter(area -> area.holds(working, path))
            .map(Foreign::taint)
            .findFirst()
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

  // ---- where values go

  private void use(Use<Taint> use) {
    Taint taint = form(use);
    switch (use.kind()) {
      case EVAL, COMMAND_NAME -> reparsed(use, taint);
      case ARGUMENT -> argument(use, taint);
      case ENV_FILE -> use.write().ifPresent(write -> written(use.span(), write, taint));
      case FILE_WRITE -> use.target().ifPresent(path -> job.files.put(Foreign.normal(path), taint));
      case STDIN -> use.command().ifPresent(command -> prompt(use, taint, command));
      case TEST, ASSIGN -> {}
    }
  }

  private static Taint form(Use<Taint> use) {
    Taint taint = use.label();
    boolean oneLine = use.form() != Form.RAW && taint.charset() == Charset.TEXT;
    return oneLine ? taint.as(Charset.LINE) : taint;
  }

  private void reparsed(Use<Taint> use, Taint taint) {
    // What an expression pastes is told where it is pasted.
    boolean pasted = use.part().filter(WordPart.Placeholder.class::isInstance).isPresent();
    if (taint.injectable() && !pasted) {
      String command = use.command().flatMap(SimpleCommandView::name).orElse("the shell");
      boolean elsewhere = !body.suffix().isEmpty();
      job.hits.add(
          spot,
          Sink.REPARSE,
          body.source().apply(use.span()),
          elsewhere ? taint.through(at(use.span()), "'" + command + "' gets it there") : taint,
          command + body.suffix(),
          "'" + command + "' parses it as code");
    }
  }

  private void argument(Use<Taint> use, Taint taint) {
    if (use.command().isEmpty()) {
      return;
    }
    SimpleCommandView command = use.command().get();
    prompt(use, taint, command);
    boolean pasted = use.part().filter(WordPart.Placeholder.class::isInstance).isPresent();
    String name = command.name().orElse("");
    if (pasted || use.argumentIndex() < 0 || use.argumentIndex() >= command.arguments().size()) {
      return;
    }
    Word word = command.arguments().get(use.argumentIndex());
    if (FETCHERS.contains(name) && host(word, use)) {
      job.hits.add(
          spot,
          Sink.REQUEST,
          body.source().apply(use.span()),
          taint,
          name,
          "'" + name + "' sends its request where the value says");
    } else if (taint.injectable()
        && OPTION_TOOLS.contains(name)
        && leads(word, use)
        && !behindDashes(command, use.argumentIndex())
        && taint.charset() != Charset.REF) {
      job.hits.add(
          spot,
          Sink.ARGUMENT,
          body.source().apply(use.span()),
          taint,
          name,
          "'" + name + "' takes a value that starts with - for an option");
    }
  }

  /// Whether the value decides the host: it is the whole address, or stands right behind the
  /// scheme.
  private static boolean host(Word word, Use<Taint> use) {
    if (use.label().charset() == Charset.FIXED) {
      return false;
    }
    String prefix = word.literalPrefix();
    boolean bare = prefix.isEmpty() && leads(word, use);
    boolean scheme = prefix.equals("http://") || prefix.equals("https://");
    return (bare || scheme) && use.label().charset() != Charset.REF;
  }

  private static boolean leads(Word word, Use<Taint> use) {
    return use.part().isPresent()
        && !word.leaves().isEmpty()
        && word.leaves().getFirst() == use.part().get();
  }

  private static boolean behindDashes(SimpleCommandView command, int index) {
    return command.arguments().subList(0, index).stream().anyMatch(w -> w.is("--"));
  }

  private void prompt(Use<Taint> use, Taint taint, SimpleCommandView command) {
    boolean text = taint.charset().compareTo(Charset.LINE) >= 0;
    String name = command.name().orElse("");
    if (text && CommandKnowledge.agent(name, ForeignCode.words(command)).isPresent()) {
      job.hits.add(
          spot,
          Sink.PROMPT,
          body.source().apply(use.span()),
          taint,
          name,
          "it becomes part of what '" + name + "' is told to do");
    }
  }

  /// Values for later steps. A line break in a value that is not fenced begins a new assignment.
  private void written(Span where, EnvFileWrite write, Taint taint) {
    Span at = body.source().apply(where);
    Location place = body.place().apply(where);
    boolean fenced = write.delimiter() == EnvFileWrite.Delimiter.RANDOM;
    boolean breaks = taint.charset().multiLine() && !fenced;
    boolean keyed = write.key().isPresent();
    String detail = breaks || !keyed ? "breaks" : "value";
    String key = write.key().orElse("*");
    switch (write.target()) {
      case ENV -> {
        if (taint.injectable()) {
          job.hits.add(
              spot, Sink.ENV_FILE, at, taint, detail + ":" + key, "it is written to GITHUB_ENV");
        }
        outside.env(key, List.of(taint.through(place, "it is kept in " + key)));
      }
      case PATH -> {
        if (taint.injectable()) {
          job.hits.add(
              spot, Sink.PATH_FILE, at, taint, detail, "later steps look there for programs");
        }
      }
      case OUTPUT -> {
        if (breaks) {
          job.hits.add(
              spot, Sink.OUTPUT_FILE, at, taint, key, "a line break in it sets other outputs too");
        }
        outside.output(
            step.id(), key, List.of(taint.through(place, "it becomes the step's output " + key)));
      }
      case STEP_SUMMARY, STATE -> {}
    }
  }

  private Location at(Span inScript) {
    return body.place().apply(inScript);
  }

  private static String plain(Word word) {
    return word.literal().orElseGet(() -> word.text().replace("\"", ""));
  }
}
