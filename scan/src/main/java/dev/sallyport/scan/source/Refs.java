package dev.sallyport.scan.source;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The branches and tags of a repository, by short name, each with the commit it stands for
/// (annotated tags are peeled). Commits are lower-case hex.
public record Refs(SortedMap<String, String> branches, SortedMap<String, String> tags) {

  public Refs {
    branches = Collections.unmodifiableSortedMap(new TreeMap<>(branches));
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /// All tags that stand for a commit.
  public SortedSet<String> tagsAt(String commit) {
    return at(tags, commit);
  }

  /// All branches whose tip a commit is.
  public SortedSet<String> branchesAt(String commit) {
    return at(branches, commit);
  }

  /// Whether a name is both a branch and a tag, so that what it means depends on who asks.
  public boolean ambiguous(String name) {
    return branches.containsKey(name) && tags.containsKey(name);
  }

  private static SortedSet<String> at(SortedMap<String, String> refs, String commit) {
    SortedSet<String> names = new TreeSet<>();
    refs.forEach(
        (name, at) -> {
          if (at.equals(commit)) {
            names.add(name);
          }
        });
    return names;
  }
}
