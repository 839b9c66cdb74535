package dev.sallyport.scan.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The wanted files that the git index of a working tree lists, as far as they are on disk.
final class Tracked {
  /// An index of a million files is about 100 MiB.
  private static final int LARGEST_INDEX = 256 << 20;

  sealed interface Outcome {
    record Listed(List<File> files) implements Outcome {}

    /// There is no index, because there is no repository or nothing was ever added.
    record None(String why) implements Outcome {}

    record Unreadable(String path, String why) implements Outcome {}
  }

  sealed interface File {
    String path();

    record Present(String path, Path file, BasicFileAttributes seen) implements File {}

    record Refused(String path, String why) implements File {}
  }

  private static final Outcome NO_REPOSITORY =
      new Outcome.None("There is no git repository here, so no list of tracked files.");

  private final Target target;
  private final Map<Path, Boolean> entered = new HashMap<>();

  Tracked(Target target) {
    this.target = target;
  }

  /// Whether there is an index at all, readable or not.
  boolean hasIndex() {
    Path repository = target.repository();
    return repository != null
        && GitDirectory.of(repository)
            .filter(git -> Files.exists(git.own().resolve("index"), LinkOption.NOFOLLOW_LINKS))
            .isPresent();
  }

  Outcome list(Wanted wanted) {
    Path repository = target.repository();
    if (repository == null) {
      return NO_REPOSITORY;
    }
    return GitDirectory.of(repository)
        .map(git -> list(wanted, repository, git))
        .orElse(NO_REPOSITORY);
  }

  private Outcome list(Wanted wanted, Path repository, GitDirectory git) {
    String prefix = Target.slashed(repository.relativize(target.root()));
    String before = prefix.isEmpty() ? "" : prefix + "/";
    Wanted here =
        path -> path.startsWith(before) && inScope(wanted, path.substring(before.length()));
    return switch (Bytes.read(git.own().resolve("index"), LARGEST_INDEX)) {
      case Bytes.Read.Refused(String why) when why.startsWith("vanished") ->
          new Outcome.None("The git repository has no index: nothing is tracked.");
      case Bytes.Read.Refused(String why) -> unreadable(why);
      case Bytes.Read.TooLarge(long size) ->
          unreadable("has " + size + " bytes, more than are read");
      case Bytes.Read.Whole(byte[] bytes) ->
          switch (GitIndex.read(bytes, here)) {
            case GitIndex.Outcome.Tracked(List<GitIndex.Entry> entries) -> files(entries, before);
            case GitIndex.Outcome.Unreadable(String why) -> unreadable("cannot be used: " + why);
          };
    };
  }

  private static Outcome unreadable(String why) {
    return new Outcome.Unreadable(
        ".git/index",
        Target.sentence(why).replaceFirst("\\.$", "")
            + ". Tracked files that are also ignored were not read.");
  }

  private boolean inScope(Wanted wanted, String path) {
    for (String scope : target.scopes()) {
      if (path.equals(scope)) {
        return true;
      }
      if (scope.isEmpty() || path.startsWith(scope + "/")) {
        return wanted.wants(path);
      }
    }
    return false;
  }

  private Outcome files(List<GitIndex.Entry> entries, String before) {
    List<File> files = new ArrayList<>();
    for (GitIndex.Entry entry : entries) {
      file(entry, entry.path().substring(before.length())).ifPresent(files::add);
    }
    return new Outcome.Listed(files);
  }

  private Optional<File> file(GitIndex.Entry entry, String path) {
    return switch (entry.kind()) {
      // What another repository holds is not part of this one.
      case SUBMODULE -> Optional.empty();
      case OTHER ->
          Optional.of(new File.Refused(path, "Is neither file nor link in the git index."));
      case LINK, FILE -> onDisk(entry, path);
    };
  }

  private Optional<File> onDisk(GitIndex.Entry entry, String path) {
    if (!harmless(path)) {
      return Optional.of(
          new File.Refused(path, "The git index names a path that git itself refuses."));
    }
    try {
      Path file = target.root();
      for (String name : path.split("/", -1)) {
        if (!entered.computeIfAbsent(file, Tracked::isDirectory)) {
          return missing(entry, path);
        }
        file = file.resolve(name);
      }
      return Optional.of(new File.Present(path, file, attributes(file)));
    } catch (InvalidPathException e) {
      return Optional.of(new File.Refused(path, "Has a name that this system cannot express."));
    } catch (NoSuchFileException e) {
      return missing(entry, path);
    } catch (IOException e) {
      return Optional.of(new File.Refused(path, Target.sentence(Bytes.why(e))));
    }
  }

  /// Deleted in the working tree: no part of it. Left out by a sparse checkout: still a part.
  private static Optional<File> missing(GitIndex.Entry entry, String path) {
    return entry.absent()
        ? Optional.of(new File.Refused(path, "Is tracked, but left out by a sparse checkout."))
        : Optional.empty();
  }

  /// No way out of the tree and none into `.git`.
  static boolean harmless(String path) {
    for (String name : path.split("/", -1)) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (name.isEmpty() || name.equals(".") || name.equals("..") || lower.equals(".git")) {
        return false;
      }
    }
    return path.indexOf('\\') < 0 || java.io.File.separatorChar == '/';
  }

  private static boolean isDirectory(Path directory) {
    // A link here would lead out of the tree although the path does not.
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
