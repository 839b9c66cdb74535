package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.source.DefinitionCache;
import dev.sallyport.scan.source.Definitions;
import dev.sallyport.scan.source.Limits;
import dev.sallyport.scan.source.Reading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One definition of another repository that is called.
///
/// @param repository `owner/name` as written
/// @param path a workflow file, or the directory of an action ("" for the root)
record RemoteCall(String repository, String ref, String path, GithubPaths.Kind kind) {
  private static final int LONGEST = 500;
  private static final Limits LIMITS = Limits.DEFAULT.withBytes(DefinitionCache.LARGEST);

  /// Empty for what cannot be the name of anything.
  static Optional<RemoteCall> of(Uses.Remote uses) {
    RemoteCall call =
        new RemoteCall(
            uses.owner() + "/" + uses.name(),
            uses.ref(),
            uses.path(),
            uses.isWorkflow() ? GithubPaths.Kind.WORKFLOW : GithubPaths.Kind.ACTION);
    boolean plain = call.line().chars().filter(c -> c < ' ').count() == SEPARATORS;
    boolean inside = !("/" + call.path + "/").contains("/../");
    return plain && inside && !call.ref.isBlank() && call.line().length() <= LONGEST
        ? Optional.of(call)
        : Optional.empty();
  }

  private static final int SEPARATORS = 3;

  /// All of it, for the result cache; no line break in it.
  String line() {
    return repository + "\t" + ref + "\t" + path + "\t" + kind;
  }

  static Optional<RemoteCall> parse(String line) {
    String[] parts = line.split("\t", -1);
    return parts.length == SEPARATORS + 1
        ? Stream.of(GithubPaths.Kind.values())
            .filter(kind -> kind.name().equals(parts[3]))
            .map(kind -> new RemoteCall(parts[0], parts[1], parts[2], kind))
            .findFirst()
        : Optional.empty();
  }

  /// Its text, by the name `owner/name@commit:path`; empty when it cannot be had or is no text.
  Optional<SourceText> read(Definitions definitions) {
    return definitions
        .find(repository, ref, files())
        .flatMap(
            found ->
                switch (new Reading(LIMITS)
                    .text(
                        repository + "@" + found.commit() + ":" + found.path(), found.content())) {
                  case Reading.Outcome.Text(SourceText source, _) -> Optional.of(source);
                  case Reading.Outcome.Unread _ -> Optional.empty();
                });
  }

  private List<String> files() {
    if (kind == GithubPaths.Kind.WORKFLOW) {
      return List.of(path);
    }
    String directory = path.isEmpty() ? "" : path + "/";
    return List.of(directory + "action.yml", directory + "action.yaml");
  }
}
