package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.source.Definitions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Finds the definitions that a tree calls in other repositories, level by level, each once. They
/// are as untrusted as the tree: their number, their size, the depth of calls and the time for all
/// are bounded, and what a bound leaves out is in the result.
final class RemoteSearch {
  /// The runner's own limit, for actions within actions and for workflows within workflows.
  private static final int DEEPEST = 10;

  private static final int MOST = 500;
  private static final long MOST_CHARACTERS = 32L << 20;
  private static final long NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Definitions definitions;
  private final ScanProgress progress;
  private final Function<List<Callable<GithubParser.Outcome>>, List<Optional<GithubParser.Outcome>>>
      workers;
  private final Map<String, GithubFile> files = new HashMap<>();
  private final TreeMap<RemoteCall, String> asked =
      new TreeMap<>(Comparator.comparing(RemoteCall::line));
  private final TreeMap<String, String> unresolved = new TreeMap<>();
  private final long end = System.nanoTime() + NANOS;
  private int looked;
  private long characters;

  /// @param workers parse in parallel; empty for what took too long
  RemoteSearch(
      Definitions definitions,
      ScanProgress progress,
      Function<List<Callable<GithubParser.Outcome>>, List<Optional<GithubParser.Outcome>>>
          workers) {
    this.definitions = definitions;
    this.progress = progress;
    this.workers = workers;
  }

  RemoteFiles from(List<GithubFile> tree) {
    List<GithubFile> level = tree;
    for (int depth = 0; depth <= DEEPEST && !level.isEmpty(); depth++) {
      Project project = new Project(List.of(), files, Set.of());
      Map<String, Uses.Remote> calls = new LinkedHashMap<>();
      for (GithubFile file : level) {
        for (Uses.Remote uses : RemoteFiles.calls(project, file)) {
          String key = Project.remoteKey(uses);
          if (!files.containsKey(key) && !unresolved.containsKey(key)) {
            calls.put(key, uses);
          }
        }
      }
      boolean tooDeep = depth == DEEPEST;
      level = tooDeep ? none(calls) : level(calls);
    }
    return new RemoteFiles(Map.copyOf(files), asked, unresolved);
  }

  private List<GithubFile> none(Map<String, Uses.Remote> calls) {
    calls.keySet().forEach(key -> unresolved.put(key, "it lies below ten levels of calls"));
    return List.of();
  }

  private List<GithubFile> level(Map<String, Uses.Remote> calls) {
    List<String> keys = new ArrayList<>();
    List<Callable<GithubParser.Outcome>> work = new ArrayList<>();
    calls.forEach(
        (key, uses) ->
            text(key, uses)
                .ifPresent(
                    text -> {
                      GithubPaths.Kind kind =
                          uses.isWorkflow() ? GithubPaths.Kind.WORKFLOW : GithubPaths.Kind.ACTION;
                      keys.add(key);
                      work.add(() -> Parsing.guarded(text, kind));
                    }));
    List<GithubFile> out = new ArrayList<>();
    List<Optional<GithubParser.Outcome>> outcomes = workers.apply(work);
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i).orElse(null)) {
        case GithubParser.Outcome.Parsed(GithubFile file) -> {
          files.put(keys.get(i), file);
          out.add(file);
        }
        case GithubParser.Outcome.Broken broken ->
            unresolved.put(keys.get(i), "it cannot be read: " + broken.message());
        case null -> unresolved.put(keys.get(i), "parsing it took too long");
      }
    }
    return out;
  }

  private Optional<SourceText> text(String key, Uses.Remote uses) {
    Optional<RemoteCall> call = RemoteCall.of(uses);
    if (call.isEmpty()) {
      unresolved.put(key, "this cannot be the name of a definition");
      return Optional.empty();
    }
    if (looked >= MOST || characters > MOST_CHARACTERS || System.nanoTime() > end) {
      unresolved.put(key, "there are too many definitions to look into all of them");
      return Optional.empty();
    }
    if (definitions.asks()) {
      looked++;
      progress.definition(looked, call.get().repository());
    }
    Optional<SourceText> text = call.get().read(definitions);
    if (text.isPresent()) {
      looked += definitions.asks() ? 0 : 1;
      characters += text.get().text().length();
    } else {
      unresolved.put(
          key,
          definitions.asks()
              ? "the code host has no such file, or did not give it"
              : "it was not fetched");
    }
    if (text.isPresent() || uses.isPinned()) {
      asked.put(call.get(), text.map(SourceText::contentId).orElse(""));
    }
    return text;
  }
}
