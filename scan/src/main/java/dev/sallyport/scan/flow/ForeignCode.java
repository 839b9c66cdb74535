package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.knowledge.BuildTool;
import dev.sallyport.scan.ci.github.knowledge.CommandKnowledge;
import dev.sallyport.scan.syntax.expression.ExpressionParser;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Commands that fetch somebody else's files, and commands that run them.
final class ForeignCode {
  private static final Set<String> INTERPRETERS =
      Set.of(
          "sh", "bash", "zsh", "dash", "python", "python2", "python3", "node", "ruby", "perl",
          "php", "pwsh", "deno", "bun", "source", ".", "tsx", "ts-node", "Rscript", "lua");
  private static final Set<String> ARCHIVERS = Set.of("unzip", "tar", "7z", "Expand-Archive");

  private final JobFlow job;
  private final Hits.Spot spot;
  private final Scope inside;
  private final Step step;
  private final SourceText file;
  private final Text run;
  private String working;

  ForeignCode(JobFlow job, Hits.Spot spot, Scope inside, Text run) {
    this.job = job;
    this.spot = spot;
    this.inside = inside;
    this.step = spot.site().step();
    this.file = step.file();
    this.run = run;
    this.working = Foreign.working(step, inside, job.foreign);
  }

  void follow(List<SimpleCommandView> commands) {
    for (SimpleCommandView command : commands) {
      if (command.is("cd", "pushd") && !command.arguments().isEmpty()) {
        changeDirectory(command.arguments().getFirst());
      } else if (command.is("mv", "cp")) {
        covers(command);
      } else if (!fetches(command)) {
        executes(command);
      }
    }
  }

  private void changeDirectory(Word target) {
    String path = target.literal().orElse(target.text().replace("\"", ""));
    working = from(path);
  }

  /// `cp -r base/ci scripts` puts the repository's own files over somebody else's.
  private void covers(SimpleCommandView command) {
    List<String> paths = words(command).stream().filter(w -> !w.startsWith("-")).toList();
    if (paths.size() == 2 && isOwn(paths.get(0))) {
      String from = Foreign.normal(paths.get(0));
      String to = from(paths.get(1));
      String name = from.substring(from.lastIndexOf('/') + 1);
      job.own.add(to.isEmpty() ? name : to + "/" + name);
    }
  }

  /// A path as seen from the working directory, relative to the workspace where it lies in it.
  private String from(String path) {
    boolean whole = working.isEmpty() || path.startsWith("/") || path.startsWith("$");
    return Foreign.normal(whole ? path : working + "/" + path);
  }

  private boolean isOwn(String path) {
    String full = from(path);
    return job.own.stream().anyMatch(d -> full.equals(d) || full.startsWith(d + "/"));
  }

  private Span at(SimpleCommandView command) {
    return run.source(command.span());
  }

  // ---- fetching

  private boolean fetches(SimpleCommandView command) {
    String name = command.name().orElse("");
    List<String> words = words(command);
    switch (name) {
      case "gh" -> {
        if (starts(words, "pr", "checkout")) {
          checkout(command, "gh pr checkout puts the pull request's code into the workspace");
          return true;
        }
        if (starts(words, "run", "download")) {
          download(command, words);
          return true;
        }
        return false;
      }
      case "git" -> {
        return gitFetches(command, words);
      }
      default -> {
        if (ARCHIVERS.contains(name)) {
          unpack(command, words);
        }
        return false;
      }
    }
  }

  private boolean gitFetches(SimpleCommandView command, List<String> words) {
    Optional<Taint> revision = revision(command);
    boolean takes =
        words.stream()
            .limit(6)
            .anyMatch(
                w ->
                    w.equals("checkout")
                        || w.equals("switch")
                        || w.equals("reset")
                        || w.equals("merge")
                        || w.equals("pull")
                        || w.equals("worktree")
                        || w.equals("clone")
                        || w.equals("cherry-pick")
                        || w.equals("rebase"));
    boolean fetches = words.contains("fetch");
    boolean pullRef = words.stream().anyMatch(w -> w.contains("pull/") || w.contains("pr/"));
    if ((takes || fetches) && pullRef && revision.isEmpty()) {
      revision = Optional.of(pullRequest("a pull request's ref"));
    }
    if (takes && revision.isPresent()) {
      add(command, revision.get(), "git puts that code into the workspace");
      return true;
    }
    if (fetches && revision.isPresent()) {
      pending = revision.get();
      return true;
    }
    Taint waiting = pending;
    if (takes && waiting != null && names(words, "FETCH_HEAD", "pr", "pull")) {
      add(command, waiting, "git puts the fetched code into the workspace");
      return true;
    }
    return false;
  }

  /// Fetched, but not yet in the workspace.
  private @org.jspecify.annotations.Nullable Taint pending;

  private static boolean names(List<String> words, String... parts) {
    return words.stream().anyMatch(w -> Set.of(parts).stream().anyMatch(w::contains));
  }

  private void checkout(SimpleCommandView command, String what) {
    Taint taint = revision(command).orElseGet(() -> pullRequest("a pull request's code"));
    boolean pulls =
        job.frame.started().triggers().stream()
            .anyMatch(
                t -> t.event().startsWith("pull_request") || t.event().equals("issue_comment"));
    if (pulls || taint.hops() > 0) {
      add(command, taint, what);
    }
  }

  private void add(SimpleCommandView command, Taint taint, String what) {
    Taint arrived = taint.through(file.at(at(command)), what);
    boolean mutable = taint.revision() != ContextSources.Revision.COMMIT;
    job.foreign.add(new Foreign(Foreign.Kind.CHECKOUT, working, arrived, mutable, step.label()));
    job.hits.add(
        spot,
        Sink.CHECKOUT,
        at(command),
        taint,
        mutable ? "mutable" : "",
        "it lies in " + (working.isEmpty() ? "the workspace" : working));
  }

  private static Taint pullRequest(String origin) {
    return new Taint(
        Charset.FIXED,
        Set.of("pull_request_target", "pull_request", "issue_comment"),
        Reach.OUTSIDER,
        ContextSources.Revision.MUTABLE,
        origin,
        List.of(),
        0,
        null,
        Confidence.HIGH);
  }

  /// The foreign revision that a command names, through an expression or the environment.
  private Optional<Taint> revision(SimpleCommandView command) {
    for (Word word : command.arguments()) {
      for (WordPart part : word.leaves()) {
        for (Taint taint : taints(part)) {
          if (taint.revision() != ContextSources.Revision.NONE) {
            return Optional.of(taint);
          }
        }
      }
    }
    return Optional.empty();
  }

  private List<Taint> taints(WordPart part) {
    return switch (part) {
      case WordPart.Variable variable -> inside.env(variable.name());
      case WordPart.Placeholder placeholder -> placeholder(placeholder);
      default -> List.of();
    };
  }

  private List<Taint> placeholder(WordPart.Placeholder placeholder) {
    return ExpressionParser.parse(placeholder.inner(), 0).tree().stream()
        .flatMap(expr -> Flow.reaching(expr).stream())
        .flatMap(r -> inside.path(r.path()).stream())
        .toList();
  }

  private void download(SimpleCommandView command, List<String> words) {
    if (!job.frame.started().on("workflow_run")) {
      return;
    }
    String directory = option(words, "-D", "--dir").orElse(working);
    Taint taint =
        ActionFlow.artifactTaint(Confidence.HIGH)
            .through(file.at(at(command)), "gh run download unpacks the run's artifact");
    artifact(command, directory, taint);
  }

  private void artifact(SimpleCommandView command, String directory, Taint taint) {
    String path = Foreign.normal(directory);
    job.foreign.add(new Foreign(Foreign.Kind.ARTIFACT, path, taint, false, step.label()));
    job.hits.add(
        spot,
        Sink.ARTIFACT,
        at(command),
        taint,
        path,
        "it lies in " + (path.isEmpty() ? "the workspace" : path));
  }

  /// Unpacking an archive that a script downloaded puts its files into the working directory.
  private void unpack(SimpleCommandView command, List<String> words) {
    for (Foreign area : List.copyOf(job.foreign)) {
      boolean archive = words.stream().anyMatch(w -> w.endsWith(".zip") || w.endsWith(".tar.gz"));
      if (area.kind() == Foreign.Kind.ARTIFACT && archive) {
        String directory = option(words, "-d", "-C").orElse(working);
        artifact(
            command,
            directory,
            area.taint().through(file.at(at(command)), "the archive is unpacked"));
        return;
      }
    }
  }

  private static Optional<String> option(List<String> words, String... names) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (Set.of(names).contains(words.get(i))) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }

  // ---- running

  private void executes(SimpleCommandView command) {
    if (job.foreign.isEmpty()) {
      return;
    }
    List<String> words = words(command);
    String name = command.nameWord().map(ForeignCode::text).orElse("");
    for (Foreign area : job.foreign.reversed()) {
      Optional<String> why = runs(area, command, name, words);
      if (why.isPresent()) {
        job.hits.add(
            spot,
            area.kind() == Foreign.Kind.CHECKOUT ? Sink.EXECUTE_CHECKOUT : Sink.EXECUTE_ARTIFACT,
            at(command),
            area.taint(),
            name,
            why.get());
        job.ran(area.taint());
        return;
      }
    }
  }

  private Optional<String> runs(
      Foreign area, SimpleCommandView command, String name, List<String> words) {
    boolean path = name.contains("/") && !name.startsWith("/usr") && !name.startsWith("/bin");
    if (path && area.holds(working, name) && !isOwn(name)) {
      return Optional.of("'" + name + "' comes from there and runs");
    }
    String program = command.name().orElse("");
    if (INTERPRETERS.contains(program) && !words.isEmpty()) {
      Optional<String> script = words.stream().filter(w -> !w.startsWith("-")).findFirst();
      boolean file = script.filter(s -> s.contains("/") || s.contains(".")).isPresent();
      if (file && area.holds(working, script.get()) && !isOwn(script.get())) {
        return Optional.of(program + " runs '" + script.get() + "' from there");
      }
    }
    List<BuildTool> tools = CommandKnowledge.buildTools(program, words);
    boolean there = area.holds(working, ".") && !isOwn(".");
    if (!tools.isEmpty() && (there || names(area, words))) {
      BuildTool tool = tools.getFirst();
      return Optional.of(
          program + " runs what " + String.join(", ", tool.files()) + " say: " + tool.why());
    }
    return Optional.empty();
  }

  /// Whether an argument names the area, as in `make -C pr` or `npm --prefix=pr test`.
  private boolean names(Foreign area, List<String> words) {
    return !area.directory().isEmpty()
        && words.stream()
            .map(w -> w.substring(w.indexOf('=') + 1))
            .anyMatch(w -> !w.isEmpty() && area.holds(working, w));
  }

  private static boolean starts(List<String> words, String first, String second) {
    return words.size() > 1 && words.get(0).equals(first) && words.get(1).equals(second);
  }

  static List<String> words(SimpleCommandView command) {
    List<String> out = new ArrayList<>();
    command.arguments().forEach(word -> out.add(text(word)));
    return out;
  }

  private static String text(Word word) {
    return word.literal().orElseGet(() -> word.text().replace("\"", ""));
  }
}
