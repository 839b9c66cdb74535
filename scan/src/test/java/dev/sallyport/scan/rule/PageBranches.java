package dev.sallyport.scan.rule;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.rule.RulePage.Sample;
import dev.sallyport.scan.rule.RulePage.SampleFile;
import dev.sallyport.scan.source.Branches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The other branches of a sample: files with the title `branch NAME PATH`, or `default branch NAME
/// PATH` where it is the code host's default one. The host is one that runs the copy on a pull
/// request's base branch.
final class PageBranches implements Branches {
  private static final String TITLE = "branch ";
  private static final String DEFAULT = "default ";

  private final List<Version> versions = new ArrayList<>();

  static boolean is(SampleFile file) {
    String title = file.source().path();
    return title.startsWith(TITLE) || title.startsWith(DEFAULT + TITLE);
  }

  static Branches of(Sample sample) {
    Map<String, List<SourceText>> byBranch = new TreeMap<>();
    for (SampleFile file : sample.files()) {
      if (is(file)) {
        String title = file.source().path();
        int name = title.indexOf(TITLE) + TITLE.length();
        int path = title.indexOf(' ', name);
        byBranch
            .computeIfAbsent(title.substring(0, path), _ -> new ArrayList<>())
            .add(
                new SourceText(
                    title.substring(path + 1), file.source().text(), "of " + title.hashCode()));
      }
    }
    PageBranches branches = new PageBranches();
    byBranch.forEach(
        (title, texts) ->
            branches.versions.add(
                new Version(
                    new TreeSet<>(List.of(title.substring(title.lastIndexOf(' ') + 1))),
                    title.startsWith(DEFAULT),
                    texts)));
    return branches;
  }

  @Override
  public List<Version> versions() {
    return versions;
  }

  @Override
  public boolean baseBranchRuns() {
    return true;
  }

  @Override
  public String id() {
    return "page";
  }

  @Override
  public int leftOut() {
    return 0;
  }
}
