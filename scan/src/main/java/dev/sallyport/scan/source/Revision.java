package dev.sallyport.scan.source;

import dev.sallyport.base.model.source.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;

/// Reads the wanted files of a commit instead of those on disk. Nothing is run, no configuration is
/// obeyed, nothing is written; links and submodules in its tree are not followed.
public final class Revision {

  /// Which commit a name stands for.
  public enum Base {
    /// The one it names.
    EXACT,
    /// Where the current branch left it: what a pull request is compared with.
    MERGE_BASE
  }

  public sealed interface Outcome {
    /// The files of one commit, read like those of a tree.
    record Read(String commit, Sources sources) implements Outcome {}

    /// There is no such commit here, or the repository cannot be read.
    record Missing(String why) implements Outcome {}
  }

  private final Target target;
  private final String name;
  private final Wanted wanted;
  private final Limits limits;

  private Revision(Target target, String name, Wanted wanted, Limits limits) {
    this.target = target;
    this.name = name;
    this.wanted = wanted;
    this.limits = limits;
  }

  /// Reads the wanted files of the commit that a name stands for.
  ///
  /// @param target its repository, or its root if that is a bare repository
  /// @param name a branch, tag, remote branch, full reference or commit id of four digits or more,
  ///     with `~n` for its `n`th ancestor if need be
  public static Outcome read(Target target, String name, Base base, Wanted wanted, Limits limits) {
    Optional<GitDirectory> git = GitDirectory.around(target);
    if (git.isEmpty()) {
      return new Outcome.Missing("There is no git repository here, so no revision " + name + ".");
    }
    try (GitObjects objects = GitObjects.open(git.get())) {
      return new Revision(target, name, wanted, limits)
          .read(objects, GitRefs.read(git.get()), base);
    } catch (GitObjects.Unusable e) {
      return new Outcome.Missing("The git repository cannot be read: " + e.why());
    } catch (MissingObjectException e) {
      return new Outcome.Missing(
          "Objects of the git repository are not here: it is a partial clone, or it borrows them"
              + " from another repository, which is not read.");
    } catch (IOException | RuntimeException e) {
      // Packs are hostile input too, and JGit does not always say so with an IOException.
      return new Outcome.Missing(
          "The git repository cannot be read: damaged objects ("
              + e.getClass().getSimpleName()
              + ").");
    }
  }

  private Outcome read(GitObjects objects, GitRefs refs, Base base) throws IOException {
    if (refs.head().filter(id -> id.length() != 40).isPresent()) {
      return new Outcome.Missing("The git repository uses SHA-256 object ids, which are not read.");
    }
    Optional<ObjectId> commit = resolve(objects, refs);
    if (commit.isEmpty()) {
      return missing("There is no commit " + name + " here", objects);
    }
    if (base == Base.MERGE_BASE) {
      Optional<ObjectId> head = refs.head().map(ObjectId::fromString);
      commit = head.isPresent() ? objects.mergeBase(commit.get(), head.get()) : Optional.empty();
      if (commit.isEmpty()) {
        return missing(
            "The current branch and " + name + " have no commit in common here", objects);
      }
    }
    Problems problems = new Problems();
    RevisionWalk walk =
        new RevisionWalk(objects, prefix(), target.scopes(), wanted, limits, problems);
    List<SourceText> texts = walk.read(objects.tree(commit.get()));
    return new Outcome.Read(commit.get().name(), new Sources(texts, problems.sorted()));
  }

  private static Outcome missing(String what, GitObjects objects) throws IOException {
    return new Outcome.Missing(
        objects.shallow()
            ? what + ": the clone is shallow. Fetch its history (actions/checkout: fetch-depth: 0)."
            : what + ".");
  }

  private Optional<ObjectId> resolve(GitObjects objects, GitRefs refs) throws IOException {
    int tilde = name.indexOf('~');
    String plain = tilde < 0 ? name : name.substring(0, tilde);
    int back = tilde < 0 ? 0 : number(name.substring(tilde + 1));
    Optional<String> named = refs.named(plain).filter(id -> id.length() == 40);
    Optional<ObjectId> object =
        named.isPresent() ? named.map(ObjectId::fromString) : objects.object(plain);
    if (object.isEmpty() || back < 0) {
      return Optional.empty();
    }
    Optional<ObjectId> commit = objects.commit(object.get());
    return commit.isEmpty() ? commit : objects.ancestor(commit.get(), back);
  }

  private static int number(String digits) {
    if (digits.isEmpty()) {
      return 1;
    }
    boolean number = digits.length() <= 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Integer.parseInt(digits) : -1;
  }

  private String prefix() {
    Path repository = target.repository();
    String prefix = repository == null ? "" : Target.slashed(repository.relativize(target.root()));
    return prefix.isEmpty() ? "" : prefix + "/";
  }
}
