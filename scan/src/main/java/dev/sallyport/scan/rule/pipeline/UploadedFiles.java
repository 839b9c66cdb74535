package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What the steps of a job upload, by path, so that a file is looked up and not compared with each.
final class UploadedFiles {
  private static final int LONGEST_PATH = 4_096; // PATH_MAX of Linux

  /// The checkout as a whole.
  private static final String WORKSPACE = "";

  /// By path, and by the place of the step among its siblings.
  private final Map<String, NavigableMap<Integer, Upload.Path>> visible = new HashMap<>();

  /// Of these, those that take files which begin with a dot.
  private final Map<String, NavigableMap<Integer, Upload.Path>> hidden = new HashMap<>();

  private UploadedFiles() {}

  static UploadedFiles of(GithubFile owner, Job job) {
    UploadedFiles files = new UploadedFiles();
    for (Step step : job.steps()) {
      Upload.of(new Site(owner, job, step)).ifPresent(upload -> files.add(step, upload));
    }
    return files;
  }

  private void add(Step step, Upload upload) {
    for (Upload.Path path : upload.paths()) {
      String key = path.isWorkspace() ? WORKSPACE : plain(path.text());
      put(visible, key, step, path);
      if (upload.hidden()) {
        put(hidden, key, step, path);
      }
    }
  }

  private static void put(
      Map<String, NavigableMap<Integer, Upload.Path>> paths,
      String key,
      Step step,
      Upload.Path path) {
    paths.computeIfAbsent(key, _ -> new TreeMap<>()).putIfAbsent(step.index(), path);
  }

  /// The path of the first upload behind a step that takes a file which the step wrote.
  Optional<Upload.Path> taking(Step step, String file) {
    String name = plain(file);
    if (name.startsWith("/") || name.startsWith("~") || name.length() > LONGEST_PATH) {
      return Optional.empty();
    }
    boolean dotted = name.startsWith(".") || name.contains("/.");
    Map<String, NavigableMap<Integer, Upload.Path>> paths = dotted ? hidden : visible;
    Map.Entry<Integer, Upload.Path> first = null;
    for (int end = name.length(); end >= 0; end = end == 0 ? -1 : slashBefore(name, end)) {
      NavigableMap<Integer, Upload.Path> found = paths.get(name.substring(0, end));
      Map.Entry<Integer, Upload.Path> next = found == null ? null : found.higherEntry(step.index());
      first = next != null && (first == null || next.getKey() < first.getKey()) ? next : first;
    }
    return Optional.ofNullable(first).map(Map.Entry::getValue);
  }

  /// The end of the directory that a path lies in; 0 for the workspace.
  private static int slashBefore(String name, int end) {
    return Math.max(0, name.lastIndexOf('/', end - 1));
  }

  private static String plain(String path) {
    String bare = path.startsWith("./") ? path.substring(2) : path;
    for (String end : List.of("/**/*", "/**", "/*", "/")) {
      bare = bare.endsWith(end) ? bare.substring(0, bare.length() - end.length()) : bare;
    }
    return bare;
  }
}
