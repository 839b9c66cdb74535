package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.Groups;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.flow.ScriptCalls;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.source.ContentCache;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Parses every file once and runs every rule over every group of files, in parallel. Nothing that
/// a
/// file holds makes it throw; what could not be looked at is in the result.
public final class Scanner {
  private final ScanRequest request;
  private final ScanProgress progress;
  private final List<Problem> problems;

  private final ResultCache cache;

  private Scanner(ScanRequest request, ScanProgress progress, ContentCache cache) {
    this.request = request;
    this.progress = progress;
    this.cache = new ResultCache(cache, request);
    this.problems = new ArrayList<>(request.problems());
  }

  /// @param cache of earlier results; [ContentCache#none] to do everything anew
  public static Analysis scan(ScanRequest request, ScanProgress progress, ContentCache cache) {
    Scanner scanner = new Scanner(request, progress, cache);
    Optional<ResultCache.Tree> known = scanner.cache.tree(request.texts(), request.lookup());
    if (known.isPresent()) {
      FindingPack.Content content = known.get().content();
      return scanner.analysis(
          new ArrayList<>(content.findings()), content.problems(), known.get().elsewhere());
    }
    try (Workers workers = new Workers()) {
      return scanner.run(workers);
    }
  }

  private Analysis analysis(
      List<Finding> findings, List<Problem> more, List<SourceText> elsewhere) {
    problems.addAll(more);
    findings.sort(FindingOrder.WORST_FIRST);
    // What belongs to several groups of files says so once.
    List<Problem> distinct = new ArrayList<>(new LinkedHashSet<>(problems));
    distinct.sort(Problem.ORDER);
    List<SourceText> sorted = new ArrayList<>(elsewhere);
    sorted.sort(Comparator.comparing(SourceText::path));
    return new Analysis(findings, distinct, request.texts().size(), sorted);
  }

  private Analysis run(Workers workers) {
    List<Problem> met = new ArrayList<>();
    List<GithubFile> files = parse(workers, met);
    RemoteFiles remote =
        new RemoteSearch(
                request.definitions(),
                progress,
                work -> workers.all(work, request.seconds(), () -> {}))
            .from(files);
    NavigableSet<String> called = called(workers, files, met);
    Map<String, SourceText> scripts = request.lookup().texts(called);
    Project project = new Project(files, remote.files(), request.paths(), scripts);
    met.addAll(Parsing.gaps(project, remote, request.definitions().asks()));
    List<Rule> perGroup = request.rules().stream().filter(r -> !r.wholeRepository()).toList();
    List<Rule> whole = request.rules().stream().filter(Rule::wholeRepository).toList();
    List<String> keys = new ArrayList<>();
    List<Callable<FindingPack.Content>> work = new ArrayList<>();
    List<List<GithubFile>> groups = new ArrayList<>(Groups.of(project));
    for (List<GithubFile> group : groups) {
      Map<String, GithubFile> behind = remote.behind(group);
      keys.add(cache.groupKey(group, behind, scripts));
      work.add(() -> rules(perGroup, new Project(group, behind, request.paths(), scripts)));
    }
    if (!whole.isEmpty() && !files.isEmpty()) {
      groups.add(files);
      keys.add(cache.wholeKey(files, remote.files(), scripts));
      work.add(() -> rules(whole, project));
    }
    List<Finding> findings = new ArrayList<>();
    boolean all = collect(workers, groups, keys, work, findings, met);
    if (all) {
      String key = cache.parsingKey(request.texts(), remote);
      cache.part(key, new FindingPack.Content(List.of(), met));
      keys.add(key);
      cache.tree(request.texts(), keys, remote, new ResultCache.CalledFiles(called, scripts));
    }
    return analysis(findings, met, remote.texts());
  }

  private NavigableSet<String> called(Workers workers, List<GithubFile> files, List<Problem> met) {
    List<Callable<Set<String>>> work = new ArrayList<>();
    files.forEach(file -> work.add(() -> ScriptCalls.named(List.of(file))));
    List<Optional<Set<String>>> found = workers.all(work, request.seconds(), () -> {});
    NavigableSet<String> called = new TreeSet<>();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).isPresent()) {
        called.addAll(found.get(i).get());
      } else {
        met.add(gaveUp(List.of(files.get(i))));
      }
    }
    return called;
  }

  /// Runs what is not known yet. False when something was given up or failed: that is not kept.
  private boolean collect(
      Workers workers,
      List<List<GithubFile>> groups,
      List<String> keys,
      List<Callable<FindingPack.Content>> work,
      List<Finding> findings,
      List<Problem> met) {
    List<Callable<FindingPack.Content>> looked = new ArrayList<>();
    for (int i = 0; i < work.size(); i++) {
      Callable<FindingPack.Content> fresh = work.get(i);
      String key = keys.get(i);
      looked.add(() -> known(key, fresh));
    }
    List<Optional<FindingPack.Content>> parts =
        workers.all(looked, request.seconds(), progress::analysed);
    boolean all = true;
    for (int i = 0; i < parts.size(); i++) {
      Optional<FindingPack.Content> part = parts.get(i);
      part.ifPresent(p -> findings.addAll(p.findings()));
      part.ifPresent(p -> met.addAll(p.problems()));
      all &= part.isPresent() && part.get().problems().isEmpty();
      if (part.isEmpty()) {
        met.add(gaveUp(groups.get(i)));
      }
    }
    return all;
  }

  private FindingPack.Content known(String key, Callable<FindingPack.Content> fresh)
      throws Exception {
    Optional<FindingPack.Content> before = cache.part(key);
    if (before.isPresent()) {
      return before.get();
    }
    FindingPack.Content content = fresh.call();
    if (content.problems().isEmpty()) {
      cache.part(key, content);
    }
    return content;
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

  private List<GithubFile> parse(Workers workers, List<Problem> met) {
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
        met.add(Problem.incomplete(text.path(), 0, "Parsing took too long."));
        continue;
      }
      switch (outcome.get().orElse(null)) {
        case GithubParser.Outcome.Parsed(GithubFile file) -> files.add(file);
        case GithubParser.Outcome.Broken broken -> met.add(Parsing.incomplete(text, broken));
        case null -> {}
      }
    }
    return files;
  }

  private FindingPack.Content rules(List<Rule> rules, Project project) {
    RuleContext context =
        new RuleContext(
            project,
            request.policies(),
            ActionFacts.bundled(),
            request.fetcher(),
            request.branches());
    List<Finding> findings = new ArrayList<>();
    List<Problem> failed = new ArrayList<>();
    for (Rule rule : rules) {
      Findings out = new Findings(rule.info(), request.fixes());
      try {
        rule.check(context, out);
      } catch (RuntimeException | StackOverflowError defect) {
        // A defect in one rule must neither hide the others' findings nor pass for health.
        failed.add(failed(rule, project, defect));
      }
      findings.addAll(out.list());
    }
    failed.addAll(context.problems());
    return new FindingPack.Content(findings, failed);
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

    /// Results in order; empty where the time was spent. The last piece begins first: it is the
    /// one that sees the whole repository, and nothing runs beside what begins last.
    <T> List<Optional<T>> all(List<Callable<T>> work, int seconds, Runnable done) {
      if (work.isEmpty()) {
        return List.of();
      }
      List<Future<T>> futures = new ArrayList<>();
      Future<T> last = executor.submit(work.getLast());
      work.subList(0, work.size() - 1).forEach(piece -> futures.add(executor.submit(piece)));
      futures.add(last);
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
