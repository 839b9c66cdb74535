package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.program.Language;
import dev.sallyport.scan.syntax.program.Program;
import dev.sallyport.scan.syntax.shell.Redirect;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// JavaScript and Python in a step: an action's `script`, a `shell: python`, a program that a shell
/// script holds.
final class ProgramBodies {
  private static final Set<String> OPTIONS = Set.of("-c", "-e", "--eval", "-p", "--print");

  private final JobFlow job;
  private final Hits.Spot spot;
  private final Scope inside;
  private final Scope outside;
  private final Step step;
  private final SourceText file;

  ProgramBodies(JobFlow job, Hits.Spot spot, Scope inside, Scope outside) {
    this.job = job;
    this.spot = spot;
    this.inside = inside;
    this.outside = outside;
    this.step = spot.site().step();
    this.file = step.file();
  }

  /// The language of a `shell:` value, or of a program by its name.
  static Optional<Language> language(String shell) {
    String program = shell.strip();
    int blank = program.indexOf(' ');
    String name = blank < 0 ? program : program.substring(0, blank);
    name = name.substring(name.lastIndexOf('/') + 1);
    if (name.startsWith("python") || name.startsWith("pypy")) {
      return Optional.of(Language.PYTHON);
    }
    return Set.of("node", "nodejs", "bun", "deno").contains(name)
        ? Optional.of(Language.JAVASCRIPT)
        : Optional.empty();
  }

  /// @param source from an offset in the text to one in the file
  void follow(Language language, String text, UnaryOperator<Span> source) {
    Body body = new Body(source, span -> file.at(source.apply(span)), false, "");
    file(language, text, body, Map.of());
  }

  /// The same with arguments, by their place from 0.
  void file(Language language, String text, Body body, Map<Integer, List<Taint>> arguments) {
    ProgramSinks sinks = new ProgramSinks(job, spot, outside, body);
    ProgramFlow flow =
        new ProgramFlow(Program.parse(language, text), new StepSources(arguments), sinks);
    ProgramValue result = flow.run();
    if (flow.isCut()) {
      job.hits
          .budget()
          .givenUp(
              step.file(),
              body.source().apply(new Span(0, 0)),
              "This program"
                  + body.suffix()
                  + " is too long or too deep to be followed to its end.");
    }
    List<Taint> returned = flow.data(result);
    outside.output(
        step.id(),
        "result",
        returned.stream()
            .map(t -> t.through(file.at(JobFlow.spanOf(step)), "it is the script's result"))
            .toList());
  }

  /// `python -c '…'`, `node - <<'EOF'`: a program that the shell hands over as it stands.
  void inside(SimpleCommandView command, UnaryOperator<Span> source) {
    Optional<Language> language = command.name().flatMap(ProgramBodies::language);
    if (language.isEmpty()) {
      return;
    }
    List<Word> words = command.arguments();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).literal().filter(OPTIONS::contains).isPresent()) {
        handed(language.get(), words.get(i + 1), command, source);
        return;
      }
    }
    boolean reads = words.isEmpty() || words.getFirst().is("-");
    for (Redirect redirect : command.redirects()) {
      if (reads) {
        redirect.document().ifPresent(d -> handed(language.get(), d.body(), command, source));
      }
    }
  }

  private void handed(
      Language language, Word word, SimpleCommandView command, UnaryOperator<Span> source) {
    Optional<String> text = word.literal();
    if (text.isEmpty()) {
      return; // what the shell pastes into it is told as such
    }
    List<WordPart> leaves = word.leaves();
    int start = leaves.isEmpty() ? word.span().start() : leaves.getFirst().span().start();
    boolean plain = leaves.size() == 1 && leaves.getFirst().span().length() == text.get().length();
    follow(language, text.get(), span -> source.apply(plain ? span.shift(start) : command.span()));
  }

  /// What the process of the step gets.
  private final class StepSources implements ProgramFlow.Sources {
    private final Map<Integer, List<Taint>> arguments;

    StepSources(Map<Integer, List<Taint>> arguments) {
      this.arguments = arguments;
    }

    @Override
    public List<Taint> argument(int index) {
      return arguments.getOrDefault(index, List.of());
    }

    @Override
    public List<Taint> env(String name) {
      return inside.env(name);
    }

    @Override
    public List<Taint> payload(String path) {
      return inside.path(ContextPath.parse(path)).stream()
          .map(t -> t.through(file.at(JobFlow.spanOf(step)), "the script reads " + path))
          .toList();
    }

    @Override
    public List<Taint> file(String path) {
      Taint written = job.files.get(Foreign.normal(path));
      if (written != null) {
        return List.of(written);
      }
      Text directory = step.workingDirectory();
      String working = directory == null ? "" : Foreign.normal(directory.value());
      return path.isEmpty()
          ? List.of()
          : job.foreign.last(working, path, _ -> true).stream()
              .map(placed -> placed.area().taint().as(Charset.TEXT))
              .toList();
    }
  }
}
