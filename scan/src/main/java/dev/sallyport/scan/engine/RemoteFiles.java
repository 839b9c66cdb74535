package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Dependabot;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What came of looking for the definitions that a tree calls, and those that they call.
///
/// @param files parsed, by [Project#remoteKey]
/// @param asked content ids by call; "" for what was not had but may be had another time without
///     asking anybody
/// @param unresolved why a definition is not known, by [Project#remoteKey]
record RemoteFiles(
    Map<String, GithubFile> files,
    SortedMap<RemoteCall, String> asked,
    SortedMap<String, String> unresolved) {

  /// Those that a group of files calls, directly or not.
  Map<String, GithubFile> behind(Collection<GithubFile> group) {
    if (files.isEmpty()) {
      return Map.of();
    }
    Map<String, GithubFile> found = new TreeMap<>();
    List<GithubFile> open = new ArrayList<>(group);
    Project project = new Project(List.of(), files, java.util.Set.of());
    while (!open.isEmpty()) {
      for (Uses.Remote uses : calls(project, open.removeLast())) {
        String key = Project.remoteKey(uses);
        GithubFile file = files.get(key);
        if (file != null && found.put(key, file) == null) {
          open.add(file);
        }
      }
    }
    return found;
  }

  List<SourceText> texts() {
    return files.values().stream().map(GithubFile::file).toList();
  }

  /// Every call of a definition of another repository in a file.
  ///
  /// @param project knows which repository the file is of
  static List<Uses.Remote> calls(Project project, GithubFile file) {
    Stream<Uses> all =
        switch (file) {
          case Workflow workflow -> workflow.jobs().stream().flatMap(j -> uses(project, file, j));
          case ActionDefinition action -> action.steps().stream().flatMap(RemoteFiles::uses);
          case Dependabot _ -> Stream.empty();
        };
    return all.flatMap(uses -> uses.remote().stream()).toList();
  }

  private static Stream<Uses> uses(Project project, GithubFile owner, Job job) {
    return Stream.concat(
        Stream.ofNullable(job.uses()).map(uses -> project.seenFrom(owner, uses)),
        job.steps().stream().flatMap(RemoteFiles::uses));
  }

  private static Stream<Uses> uses(Step step) {
    return Stream.ofNullable(step.uses());
  }
}
