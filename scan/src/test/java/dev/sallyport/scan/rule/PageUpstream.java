package dev.sallyport.scan.rule;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.rule.RulePage.Sample;
import dev.sallyport.scan.rule.RulePage.SampleFile;
import dev.sallyport.scan.source.Containment;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.Refs;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The other repositories of a sample: fenced texts with the title `upstream owner/repo`, one line
/// each: `tag name commit`, `branch name commit`, `reachable commit`, `not-reachable commit`. A
/// commit of such a repository that is not listed is absent; other repositories are unknown.
final class PageUpstream implements Fetcher {
  private static final String TITLE = "upstream ";

  private final Map<String, Refs> refs = new HashMap<>();
  private final Map<String, Containment> commits = new HashMap<>();

  static boolean is(SampleFile file) {
    return file.source().path().startsWith(TITLE);
  }

  static Fetcher of(Sample sample) {
    PageUpstream upstream = new PageUpstream();
    sample.files().stream().filter(PageUpstream::is).forEach(file -> upstream.add(file.source()));
    return upstream;
  }

  private void add(SourceText source) {
    String repository = source.path().substring(TITLE.length());
    Map<String, String> tags = new HashMap<>();
    Map<String, String> branches = new HashMap<>();
    for (String line : source.text().lines().toList()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "tag" -> tags.put(words[1], words[2]);
        case "branch" -> branches.put(words[1], words[2]);
        default ->
            commits.put(
                repository + "@" + words[1],
                Containment.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_')));
      }
    }
    refs.put(repository, new Refs(new TreeMap<>(branches), new TreeMap<>(tags)));
  }

  @Override
  public Optional<Refs> refs(String repository) {
    return Optional.ofNullable(refs.get(repository));
  }

  @Override
  public Containment contains(String repository, String commit) {
    Refs known = refs.get(repository);
    if (known == null) {
      return Containment.UNKNOWN;
    }
    return known.tagsAt(commit).isEmpty() && known.branchesAt(commit).isEmpty()
        ? commits.getOrDefault(repository + "@" + commit, Containment.ABSENT)
        : Containment.REACHABLE;
  }

  @Override
  public Optional<byte[]> file(String repository, String ref, String path) {
    return Optional.empty();
  }
}
