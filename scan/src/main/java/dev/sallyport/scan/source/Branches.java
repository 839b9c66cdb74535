package dev.sallyport.scan.source;

import dev.sallyport.base.model.source.SourceText;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Pipeline definitions as other branches of a clone have them. Handed in like a [Fetcher]; does
/// not throw.
public interface Branches {

  /// One state of `.github`.
  ///
  /// @param names of the branches that have it, those of remotes as `origin/main`
  /// @param isDefault whether one of them is the code host's default branch
  /// @param texts sorted by path
  record Version(SortedSet<String> names, boolean isDefault, List<SourceText> texts) {
    public Version {
      names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
      texts = List.copyOf(texts);
    }

    /// The text on one of its branches, by the name that git has for it: `origin/main:path`.
    public static SourceText located(String branch, SourceText text) {
      return new SourceText(branch + ":" + text.path(), text.text(), text.contentId());
    }

    /// Those on all of its branches.
    public List<SourceText> located() {
      return names.stream().flatMap(n -> texts.stream().map(t -> located(n, t))).toList();
    }
  }

  /// Those of all branches but the one that is checked out, newest first.
  List<Version> versions();

  /// Whether the code host may be one that runs the copy on a pull request's base branch for
  /// `pull_request_target`: GitHub Enterprise Server before 3.20. GitHub.com runs that of the
  /// default branch since December 8, 2025.
  boolean baseBranchRuns();

  /// What all of this is made of, for the result cache.
  String id();

  /// How many older versions were not read.
  int leftOut();

  /// Knows nothing.
  static Branches none() {
    return new Branches() {
      @Override
      public List<Version> versions() {
        return List.of();
      }

      @Override
      public boolean baseBranchRuns() {
        return false;
      }

      @Override
      public String id() {
        return "";
      }

      @Override
      public int leftOut() {
        return 0;
      }
    };
  }
}
