package dev.sallyport.scan.flow;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.knowledge.BuildTool;
import dev.sallyport.scan.ci.github.knowledge.CommandKnowledge;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Commands that run somebody else's files.
final class ForeignCode {
  static final Set<String> INTERPRETERS =
      Set.of(
          "sh", "bash", "zsh", "dash", "python", "python2", "python3", "node", "ruby", "perl",
          "php", "pwsh", "deno", "bun", "source", ".", "tsx", "ts-node", "Rscript", "lua");

  private final JobFlow job;
  private final Hits.Spot spot;
  private final Body body;
  private final FetchedCode fetched;
  private String working;

  ForeignCode(JobFlow job, Hits.Spot spot, Scope inside, Body body, FetchedCode fetched) {
    this.job = job;
    this.spot = spot;
    this.body = body;
    this.fetched = fetched;
    this.working = Foreign.working(spot.site().step(), inside, job.foreign);
  }

  void follow(List<SimpleCommandView> commands) {
    for (SimpleCommandView command : commands) {
      if (command.is("cd", "pushd") && !command.arguments().isEmpty()) {
        changeDirectory(command.arguments().getFirst());
      } else if (command.is("mv", "cp")) {
        covers(command);
      } else if (!fetched.fetches(command, working)) {
        executes(command);
      }
    }
  }

  private void changeDirectory(Word target) {
    String path = target.literal().orElse(target.text().replace("\"", ""));
    working = Foreign.within(working, path);
  }

  /// `cp -r base/ci scripts` puts the repository's own files over somebody else's.
  private void covers(SimpleCommandView command) {
    List<String> paths = words(command).stream().filter(w -> !w.startsWith("-")).toList();
    if (paths.size() == 2 && isOwn(paths.get(0))) {
      String from = Foreign.normal(paths.get(0));
      String to = Foreign.within(working, paths.get(1));
      String name = from.substring(from.lastIndexOf('/') + 1);
      job.own.add(to.isEmpty() ? name : to + "/" + name);
    }
  }

  private boolean isOwn(String path) {
    return job.own.holds(Foreign.within(working, path));
  }

  private Span at(SimpleCommandView command) {
    return body.source().apply(command.span());
  }

  private void executes(SimpleCommandView command) {
    if (job.foreign.isEmpty() && job.downloads.isEmpty()) {
      return;
    }
    List<String> words = words(command);
    String name = command.nameWord().map(ForeignCode::text).orElse("");
    if (downloaded(command, name, words)) {
      return;
    }
    Optional<Run> run =
        Stream.of(asProgram(name), asScript(command, words), asTool(command, words))
            .flatMap(Optional::stream)
            .reduce((a, b) -> b.what().nth() > a.what().nth() ? b : a);
    if (run.isPresent()) {
      Foreign area = run.get().what().area();
      job.hits.add(
          spot,
          area.kind() == Foreign.Kind.CHECKOUT ? Sink.EXECUTE_CHECKOUT : Sink.EXECUTE_ARTIFACT,
          at(command),
          area.taint(),
          name,
          run.get().why());
      job.ran(area.taint());
    }
  }

  /// A single file of somebody's commit, fetched by its address and run, or piped into a shell.
  private boolean downloaded(SimpleCommandView command, String name, List<String> words) {
    String program = command.name().orElse("");
    Optional<Taint> piped =
        INTERPRETERS.contains(program) ? fetched.pipedInto(command) : Optional.empty();
    Optional<Taint> file =
        INTERPRETERS.contains(program)
            ? words.stream().filter(w -> !w.startsWith("-")).findFirst().map(this::download)
            : name.contains("/") ? Optional.ofNullable(download(name)) : Optional.empty();
    Optional<Taint> taint = piped.or(() -> file);
    taint.ifPresent(
        t -> {
          String why = "'" + program + "' runs the file that was fetched";
          job.hits.add(spot, Sink.EXECUTE_CHECKOUT, at(command), t, program, why);
          job.ran(t);
        });
    return taint.isPresent();
  }

  private @Nullable Taint download(String path) {
    return job.downloads.get(Foreign.within(working, path));
  }

  private record Run(ForeignAreas.Placed what, String why) {}

  private Optional<Run> asProgram(String name) {
    boolean path = name.contains("/") && !name.startsWith("/usr") && !name.startsWith("/bin");
    return path
        ? held(name).map(area -> new Run(area, "'" + name + "' comes from there and runs"))
        : Optional.empty();
  }

  private Optional<Run> asScript(SimpleCommandView command, List<String> words) {
    String program = command.name().orElse("");
    if (!INTERPRETERS.contains(program)) {
      return Optional.empty();
    }
    return words.stream()
        .filter(w -> !w.startsWith("-"))
        .findFirst()
        .filter(s -> s.contains("/") || s.contains("."))
        .flatMap(
            script ->
                held(script)
                    .map(area -> new Run(area, program + " runs '" + script + "' from there")));
  }

  /// The tool runs what lies in its working directory, or in one that an argument names, as in
  /// `make -C pr` or `npm --prefix=pr test`.
  private Optional<Run> asTool(SimpleCommandView command, List<String> words) {
    String program = command.name().orElse("");
    List<BuildTool> tools = CommandKnowledge.buildTools(program, words);
    if (tools.isEmpty()) {
      return Optional.empty();
    }
    Stream<ForeignAreas.Placed> named =
        words.stream()
            .map(w -> w.substring(w.indexOf('=') + 1))
            .filter(w -> !w.isEmpty())
            .flatMap(w -> job.foreign.last(working, w, a -> !a.directory().isEmpty()).stream());
    BuildTool tool = tools.getFirst();
    String why = program + " runs what " + String.join(", ", tool.files()) + " say: " + tool.why();
    return Stream.concat(held(".").stream(), named)
        .max(Comparator.comparingInt(ForeignAreas.Placed::nth))
        .map(area -> new Run(area, why));
  }

  /// The last area that holds a path, unless the repository's own files lie over it.
  private Optional<ForeignAreas.Placed> held(String path) {
    return isOwn(path) ? Optional.empty() : job.foreign.last(working, path, _ -> true);
  }

  static List<String> words(SimpleCommandView command) {
    List<String> out = new ArrayList<>();
    command.arguments().forEach(word -> out.add(text(word)));
    return out;
  }

  static String text(Word word) {
    return word.literal().orElseGet(() -> word.text().replace("\"", ""));
  }
}
