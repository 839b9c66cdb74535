package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.PipelineFiles;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.Limits;
import dev.sallyport.scan.source.Listing;
import dev.sallyport.scan.source.Lookup;
import dev.sallyport.scan.source.Progress;
import dev.sallyport.scan.source.Reading;
import dev.sallyport.scan.source.Revision;
import dev.sallyport.scan.source.SourceWalk;
import dev.sallyport.scan.source.Sources;
import dev.sallyport.scan.source.Target;
import dev.sallyport.scan.source.TreeLookup;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a scan reads.
///
/// @param texts sorted by path
/// @param named paths that the user named
/// @param paths of all files that matter by their name
/// @param problems met on the way
/// @param ignored files that are read although an ignore file names them
/// @param scopes what was asked for, inside the root; "" for all of it
/// @param branches what other branches hold, where somebody wants to know
/// @param lookup for files that these name, such as scripts
record ScanInput(
    List<SourceText> texts,
    Set<String> named,
    Set<String> paths,
    List<Problem> problems,
    List<String> ignored,
    SortedSet<String> scopes,
    Branches branches,
    Lookup lookup) {

  /// The name under which standard input is scanned.
  static final String STDIN = ".github/workflows/stdin.yml";

  /// Whether findings at a path were asked for.
  boolean shown(String path) {
    return scopes.stream().anyMatch(s -> s.isEmpty() || path.equals(s) || path.startsWith(s + "/"));
  }

  ScanInput with(Branches other) {
    return new ScanInput(texts, named, paths, problems, ignored, scopes, other, lookup);
  }

  Map<String, SourceText> byPath() {
    Map<String, SourceText> out = new TreeMap<>();
    texts.forEach(text -> out.put(text.path(), text));
    return out;
  }

  /// @throws UsageException when the git index is asked for and there is none
  static ScanInput tree(Target target, boolean tracked) {
    if (tracked && !SourceWalk.hasIndex(target)) {
      throw new UsageException(
          "--tracked: there is no git index at "
              + target.root()
              + "; leave the option out, or scan the working tree of a git repository");
    }
    SourceWalk.Mode mode = tracked ? SourceWalk.Mode.TRACKED : SourceWalk.Mode.WORKING_TREE;
    Listing listing =
        SourceWalk.list(wider(target), PipelineFiles.INSTANCE, Limits.DEFAULT, mode, Progress.NONE);
    Set<String> paths = new HashSet<>();
    Set<String> named = new HashSet<>();
    List<Listing.Entry> reads = new ArrayList<>();
    for (Listing.Entry entry : listing.files()) {
      paths.add(entry.path());
      if (entry.named()) {
        named.add(entry.path());
      }
      if (entry.named() || PipelineFiles.reads(entry.path())) {
        reads.add(entry);
      }
    }
    Listing wanted = new Listing(listing.root(), reads, listing.problems(), listing.ignored());
    Sources sources = Reading.all(wanted, Limits.DEFAULT);
    return new ScanInput(
        sources.texts(),
        named,
        paths,
        sources.problems(),
        listing.ignored(),
        target.scopes(),
        Branches.none(),
        new TreeLookup(target.root(), Limits.DEFAULT));
  }

  /// A file alone says little: its repository's other definitions are read with it.
  private static Target wider(Target target) {
    SortedSet<String> scopes = new TreeSet<>(target.scopes());
    if (!scopes.contains("") && Files.isDirectory(target.root().resolve(".github"))) {
      scopes.add(".github");
    }
    return new Target(target.root(), target.repository(), scopes);
  }

  /// The same files as they were where the current branch left a revision.
  static ScanInput since(Target target, String revision) {
    return switch (Revision.read(
        wider(target), revision, Revision.Base.MERGE_BASE, PipelineFiles::reads, Limits.DEFAULT)) {
      case Revision.Outcome.Missing(String why) -> throw new UsageException("--since: " + why);
      case Revision.Outcome.Read(_, Sources sources) ->
          new ScanInput(
              sources.texts(),
              Set.of(),
              paths(sources.texts()),
              sources.problems(),
              List.of(),
              target.scopes(),
              Branches.none(),
              called -> scripts(target, revision, called));
    };
  }

  /// Scripts as they were at the same place.
  private static Map<String, SourceText> scripts(
      Target target, String revision, Set<String> called) {
    Map<String, SourceText> out = new TreeMap<>();
    Target whole = new Target(target.root(), target.repository(), new TreeSet<>(Set.of("")));
    if (!called.isEmpty()
        && Revision.read(
                whole, revision, Revision.Base.MERGE_BASE, called::contains, Limits.DEFAULT)
            instanceof Revision.Outcome.Read(var _, Sources sources)) {
      sources.texts().forEach(text -> out.put(text.path(), text));
    }
    return out;
  }

  private static Set<String> paths(List<SourceText> texts) {
    Set<String> out = new TreeSet<>();
    texts.forEach(text -> out.add(text.path()));
    return out;
  }

  static ScanInput stdin(InputStream in) {
    return switch (new Reading(Limits.DEFAULT).read(STDIN, in)) {
      case Reading.Outcome.Text(SourceText text, _) ->
          new ScanInput(
              List.of(text),
              Set.of(STDIN),
              Set.of(STDIN),
              List.of(),
              List.of(),
              new TreeSet<>(Set.of("")),
              Branches.none(),
              Lookup.none());
      case Reading.Outcome.Unread(Problem problem) ->
          new ScanInput(
              List.of(),
              Set.of(),
              Set.of(),
              List.of(problem),
              List.of(),
              new TreeSet<>(Set.of("")),
              Branches.none(),
              Lookup.none());
    };
  }
}
