package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.Definitions;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.Lookup;
import java.util.List;
import java.util.Set;

/// What to analyse.
///
/// @param texts files to read as pipelines, sorted by path
/// @param named paths that the user named: what they are is told by their content if need be
/// @param paths of all files that exist and may matter by their name
/// @param problems met while reading
/// @param lookup for files that these texts name, such as scripts
/// @param fetcher for rules that ask the code host
/// @param definitions actions and workflows of other repositories, as far as they can be had
/// @param branches definitions on other branches; [Branches#none] when nobody wants to know
/// @param fixes whether findings shall carry their fixes
/// @param seconds for one group of files that refer to each other, before it is given up
public record ScanRequest(
    List<SourceText> texts,
    Set<String> named,
    Set<String> paths,
    List<Problem> problems,
    List<Rule> rules,
    Policies policies,
    Lookup lookup,
    Fetcher fetcher,
    Definitions definitions,
    Branches branches,
    boolean fixes,
    int seconds) {

  /// A minute is a thousand times what the largest real repositories need.
  public static final int SECONDS = 60;

  public ScanRequest {
    texts = List.copyOf(texts);
    named = Set.copyOf(named);
    paths = Set.copyOf(paths);
    problems = List.copyOf(problems);
    rules = List.copyOf(rules);
  }
}
