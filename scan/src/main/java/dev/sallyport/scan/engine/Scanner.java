package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Parses every file once and runs every rule over every group of files, in parallel. Nothing that a
/// file holds makes it throw; what could not be looked at is in the result.
public final class Scanner {
  private final ScanRequest request;
  private final ScanProgress progress;
  private final List<Problem> problems;

  private Scanner(ScanRequest request, ScanProgress progress) {
    this.request = request;
    this.progress = progress;
    this.problems = new ArrayList<>(request.problems());
  }

  public static Analysis scan(ScanRequest request, ScanProgress progress) {
    // Daemon threads: a group that never ends must not keep the program from ending.
    try (Workers workers = new Workers()) {
      return new Scanner(request, progress).run(workers);
    }
  }

  private Analysis run(Workers workers) {
    List<GithubFile> files = parse(workers);
    Project project = new Project(files, Map.of(), request.paths());
    List<Finding> findings = new ArrayList<>();
    problems.addAll(Parsing.gaps(project));
    List<List<GithubFile>> groups = Groups.of(project);
    List<Callable<Part>> work = new ArrayList<>();
    List<Rule> perGroup = request.rules().stream().filter(r -> !r.wholeRepository()).toList();
    List<Rule> whole = request.rules().stream().filter(Rule::wholeRepository).toList();
    for (List<GithubFile> group : groups) {
      Project part = new Project(group, Map.of(), request.paths());
      work.add(() -> rules(perGroup, part));
    }
    if (!whole.isEmpty() && !files.isEmpty()) {
      work.add(() -> rules(whole, project));
    }
    List<Optional<Part>> parts = workers.all(work, request.seconds(), progress::analysed);
    for (int i = 0; i < parts.size(); i++) {
      Optional<Part> part = parts.get(i);
      part.ifPresent(p -> findings.addAll(p.findings));
      part.ifPresent(p -> problems.addAll(p.problems));
      if (part.isEmpty()) {
        problems.add(gaveUp(i < groups.size() ? groups.get(i) : files));
      }
    }
    findings.sort(FindingOrder.WORST_FIRST);
    problems.sort(FindingOrder.BY_PLACE);
    return new Analysis(findings, problems, files.size());
  }

  private Problem gaveUp(List<GithubFile> files) {
    return Problem.incomplete(
        files.getFirst().file().path(),
        0,
        "Given up after "
            + request.seconds()
            + " seconds; "
            + (files.size() > 1 ? files.size() + " files that belong together" : "it")
            + " may hold more than was found. Please report the file.");
  }

  private List<GithubFile> parse(Workers workers) {
    List<Callable<Optional<GithubParser.Outcome>>> work = new ArrayList<>();
    progress.files(request.texts().size());
    for (SourceText text : request.texts()) {
      work.add(() -> Parsing.parse(text, request.named()));
    }
    List<Optional<Optional<GithubParser.Outcome>>> outcomes =
        workers.all(work, request.seconds(), progress::parsed);
    List<GithubFile> files = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      SourceText text = request.texts().get(i);
      Optional<Optional<GithubParser.Outcome>> outcome = outcomes.get(i);
      if (outcome.isEmpty()) {
        problems.add(Problem.incomplete(text.path(), 0, "Not analysed: parsing took too long."));
        continue;
      }
      switch (outcome.get().orElse(null)) {
        case GithubParser.Outcome.Parsed(GithubFile file) -> files.add(file);
        case GithubParser.Outcome.Broken broken ->
            problems.add(Parsing.incomplete(text, broken));
        case null -> {}
      }
    }
    return files;
  }

  private record Part(List<Finding> findings, List<Problem> problems) {}

  private Part rules(List<Rule> rules, Project project) {
    RuleContext context = new RuleContext(project, request.policies());
    List<Finding> findings = new ArrayList<>();
    List<Problem> failed = new ArrayList<>();
    for (Rule rule : rules) {
      Findings out = new Findings(rule.info());
      try {
        rule.check(context, out);
      } catch (RuntimeException | StackOverflowError defect) {
        // A defect in one rule must neither hide the others' findings nor pass for health.
        failed.add(failed(rule, project, defect));
      }
      findings.addAll(out.list());
    }
    return new Part(findings, failed);
  }

  private static Problem failed(Rule rule, Project project, Throwable defect) {
    String path =
        project.workflows().stream()
            .map(w -> w.file().path())
            .findFirst()
            .or(() -> project.actions().stream().map(a -> a.file().path()).findFirst())
            .orElse("");
    StackTraceElement[] trace = defect.getStackTrace();
    return Problem.incomplete(
        path,
        0,
        "Rule "
            + rule.info().id()
            + " failed ("
            + defect.getClass().getSimpleName()
            + (trace.length > 0 ? " at " + trace[0] : "")
            + "). This is a defect of the scanner; please report it.");
  }

  /// A few threads, and a limit on every piece of work.
  private static final class Workers implements AutoCloseable {
    // Deep but bounded nesting needs more stack than a thread gets by default.
    private static final long STACK = 16L << 20;

    private final ExecutorService executor =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> {
              Thread thread = new Thread(null, task, "scan", STACK);
              thread.setDaemon(true);
              return thread;
            });

    /// Results in order; empty where the time was spent.
    <T> List<Optional<T>> all(List<Callable<T>> work, int seconds, Runnable done) {
      List<Future<T>> futures = new ArrayList<>();
      work.forEach(piece -> futures.add(executor.submit(piece)));
      List<Optional<T>> out = new ArrayList<>();
      for (Future<T> future : futures) {
        out.add(result(future, seconds));
        done.run();
      }
      return out;
    }

    private static <T> Optional<T> result(Future<T> future, int seconds) {
      try {
        return Optional.of(future.get(seconds, TimeUnit.SECONDS));
      } catch (TimeoutException _) {
        future.cancel(true);
        return Optional.empty();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed.getCause());
      }
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
