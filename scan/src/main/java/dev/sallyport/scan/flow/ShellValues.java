package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.knowledge.CommandKnowledge;
import dev.sallyport.scan.syntax.shell.EnvFileWrite;
import dev.sallyport.scan.syntax.shell.Form;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.ShellFlow;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Trouble;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.UseKind;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a script does with foreign values: hands them to commands, or to later steps. Where they
/// come from is [ShellSources].
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
          "make",
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

  /// Of these, some option runs a command, and files are commonly given by pattern.
  private static final Set<String> PATTERN_TOOLS = Set.of("tar", "rsync", "zip");

  private static final Set<String> FETCHERS =
      Set.of("curl", "wget", "invoke-webrequest", "iwr", "invoke-restmethod", "irm", "nc", "ncat");
  private final JobFlow job;
  private final Hits.Spot spot;
  private final Scope outside;
  private final Step step;
  private final Body body;
  private final ShellSources sources;
  private final Map<SimpleCommandView, Facts> facts = new HashMap<>();

  ShellValues(JobFlow job, Hits.Spot spot, Scope inside, Scope outside, Body body) {
    this.job = job;
    this.spot = spot;
    this.outside = outside;
    this.step = spot.site().step();
    this.body = body;
    this.sources = new ShellSources(job, step, inside, body);
  }

  /// Follows the script and tells what becomes of the values; false when there are none.
  boolean follow(Script script, List<SimpleCommandView> commands) {
    if (!sources.any(script, commands)) {
      return false;
    }
    ShellFlow.Result<Taint> result = ShellFlow.analyze(script, commands, sources.marks(commands));
    job.hits.budget().givenUp(step, result.troubles());
    result.uses().forEach(this::use);
    return true;
  }

  /// Where the script uses foreign values, as things stand.
  List<Use<Taint>> analyze(Script script, List<SimpleCommandView> commands) {
    return ShellFlow.analyze(script, commands, sources.marks(commands)).uses();
  }

  private void use(Use<Taint> use) {
    Taint taint = form(use);
    // One word of the shell's code, whatever it holds.
    boolean quoted = use.kind() == UseKind.EVAL && use.form() == Form.QUOTED;
    if (quoted) {
      return;
    }
    switch (use.kind()) {
      case EVAL, COMMAND_NAME -> reparsed(use, taint);
      case ARGUMENT -> argument(use, taint);
      case ENV_FILE -> use.write().ifPresent(write -> written(use.span(), write, taint));
      case FILE_WRITE -> use.target().ifPresent(path -> file(use, taint, path));
      case STDIN ->
          use.command()
              .ifPresent(
                  command -> {
                    prompt(use, taint, command);
                    unnamed(command, taint);
                  });
      case TEST, ASSIGN -> {}
    }
  }

  private void file(Use<Taint> use, Taint taint, String path) {
    if (use.form() == Form.QUOTED) {
      return; // one word of the code that the file may be
    }
    job.files.put(Foreign.normal(path), taint);
    if (StartFiles.has(path) && taint.injectable() && !isPasted(use)) {
      String outcome = "it is written to '" + path + "', which runs later";
      job.hits.add(spot, Sink.REPARSE, body.source().apply(use.span()), taint, path, outcome);
    }
  }

  /// What an expression pastes is told where it is pasted.
  private static boolean isPasted(Use<Taint> use) {
    return use.part().filter(WordPart.Placeholder.class::isInstance).isPresent();
  }

  private static Taint form(Use<Taint> use) {
    Taint taint = use.label();
    if (use.form() == Form.LINE_CHECKED && taint.charset().multiLine()) {
      return taint.as(Charset.LOOSELY_CHECKED);
    }
    boolean oneLine = use.form() != Form.RAW && taint.charset().multiLine();
    return oneLine ? taint.as(Charset.LINE) : taint;
  }

  private void reparsed(Use<Taint> use, Taint taint) {
    if (taint.injectable() && !isPasted(use)) {
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
    if (use.part().filter(WordPart.Literal.class::isInstance).isPresent()) {
      pattern(use, taint, command);
      return;
    }
    prompt(use, taint, command);
    String name = command.name().orElse("");
    unnamed(command, taint);
    if (isPasted(use)
        || use.argumentIndex() < 0
        || use.argumentIndex() >= command.arguments().size()) {
      return;
    }
    Word word = command.arguments().get(use.argumentIndex());
    Facts facts = facts(command);
    if (FETCHERS.contains(name)
        && host(facts.start(word), use)
        && !Operands.isAside(command, word)) {
      job.hits.add(
          spot,
          Sink.REQUEST,
          body.source().apply(use.span()),
          taint,
          name,
          "'" + name + "' sends its request where the value says");
    } else if (taint.injectable()
        && OPTION_TOOLS.contains(name)
        && facts.start(word).leads(use)
        && use.argumentIndex() <= facts.dashes()
        && taint.charset() != Charset.REF) {
      option(use, taint, name, "'" + name + "' takes a value that starts with - for an option");
    }
  }

  /// `tar cf x *`: a file may be named as an option.
  private void pattern(Use<Taint> use, Taint taint, SimpleCommandView command) {
    int index = use.argumentIndex();
    Facts facts = facts(command);
    boolean bare =
        index >= 0
            && index <= facts.dashes()
            && index < command.arguments().size()
            && command.arguments().get(index).text().startsWith("*");
    String name = command.name().orElse("");
    if (bare && PATTERN_TOOLS.contains(name)) {
      option(use, taint, name, "a file that is named like an option of '" + name + "' is one");
    }
  }

  private void option(Use<Taint> use, Taint taint, String name, String outcome) {
    job.hits.add(spot, Sink.ARGUMENT, body.source().apply(use.span()), taint, name, outcome);
  }

  /// A command that is told at run time only may take what it is given for code.
  private void unnamed(SimpleCommandView command, Taint taint) {
    boolean nameless = command.name().isEmpty() && command.nameWord().isPresent();
    if (nameless && taint.injectable() && command.nameWord().stream().anyMatch(ShellValues::own)) {
      String message = "what the command in a variable does with a foreign value is not known";
      job.hits.budget().givenUp(step, List.of(new Trouble(command.span(), true, message)));
    }
  }

  /// `"$@"` runs what the caller of a function gave, and is looked at there.
  private static boolean own(Word name) {
    return name.leaves().stream()
        .anyMatch(
            part ->
                switch (part) {
                  case WordPart.Variable v -> !v.name().equals("@") && !v.name().equals("*");
                  case WordPart.CommandSubstitution _ -> true;
                  case WordPart.Placeholder _ -> true;
                  case WordPart.Spliced _ -> true;
                  default -> false;
                });
  }

  /// Whether the value decides the host: it is the whole address, or stands right behind the
  /// scheme.
  private static boolean host(Start start, Use<Taint> use) {
    if (use.label().charset() == Charset.FIXED) {
      return false;
    }
    boolean bare = start.prefix().isEmpty() && start.leads(use);
    boolean scheme = start.prefix().equals("http://") || start.prefix().equals("https://");
    return (bare || scheme) && use.label().charset() != Charset.REF;
  }

  /// What a word starts with.
  ///
  /// @param prefix fixed text
  private record Start(@Nullable WordPart first, String prefix) {
    static Start of(Word word) {
      List<WordPart> leaves = word.leaves();
      return new Start(leaves.isEmpty() ? null : leaves.getFirst(), word.literalPrefix());
    }

    boolean leads(Use<Taint> use) {
      return first != null && use.part().orElse(null) == first;
    }
  }

  /// What is asked of a command for each value that it is given, looked up once.
  ///
  /// @param agent whether it takes text for its task
  /// @param dashes index of the argument `--`, behind which nothing is an option
  private record Facts(boolean agent, int dashes, Map<Word, Start> starts) {
    Start start(Word word) {
      return starts.computeIfAbsent(word, Start::of);
    }
  }

  private Facts facts(SimpleCommandView command) {
    return facts.computeIfAbsent(command, ShellValues::factsOf);
  }

  private static Facts factsOf(SimpleCommandView command) {
    String name = command.name().orElse("");
    boolean agent = CommandKnowledge.agent(name, ForeignCode.words(command)).isPresent();
    List<Word> arguments = command.arguments();
    int dashes = 0;
    while (dashes < arguments.size() && !arguments.get(dashes).is("--")) {
      dashes++;
    }
    return new Facts(agent, dashes, new IdentityHashMap<>());
  }

  private void prompt(Use<Taint> use, Taint taint, SimpleCommandView command) {
    boolean text = taint.charset().compareTo(Charset.LINE) >= 0;
    String name = command.name().orElse("");
    if (text && facts(command).agent()) {
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
}
