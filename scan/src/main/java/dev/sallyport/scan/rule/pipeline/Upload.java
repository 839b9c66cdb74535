package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.ci.github.facts.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A step that hands files out of the job, to whoever may read the run or the site.
///
/// @param paths as listed, exclusions left out
/// @param excluded paths behind a `!`, without it
/// @param hidden whether files and directories that begin with a dot go along
record Upload(Site site, List<Path> paths, List<String> excluded, boolean hidden) {
  private static final Set<String> WHOLE =
      Set.of(".", "./", "*", "**", "**/*", "./*", "./**", "./**/*", "/", "..", "../");

  /// @param span in the file
  record Path(String text, Span span) {

    /// The checkout as a whole, however it is written.
    boolean isWorkspace() {
      String bare = text.replace(" ", "");
      for (String name :
          List.of("${{github.workspace}}", "$GITHUB_WORKSPACE", "${{env.GITHUB_WORKSPACE}}")) {
        if (bare.equals(name) || bare.startsWith(name + "/")) {
          bare = "." + bare.substring(name.length());
        }
      }
      return WHOLE.contains(bare);
    }
  }

  static Optional<Upload> of(Site site) {
    Uses.Remote remote = site.step().remote().orElse(null);
    if (remote == null) {
      return Optional.empty();
    }
    return switch (remote.slug()) {
      case "actions/upload-artifact" -> Optional.of(of(site, isHidden(remote, site.step())));
      // Takes everything but .git and .github.
      case "actions/upload-pages-artifact" -> Optional.of(of(site, false));
      default -> Optional.empty();
    };
  }

  private static Upload of(Site site, boolean hidden) {
    List<Path> paths = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    Text text = site.step().with().get("path").map(EnvVar::value).orElse(null);
    if (text != null) {
      int at = 0;
      for (String line : text.value().split("\n", -1)) {
        String path = line.strip();
        if (path.startsWith("!")) {
          excluded.add(path.substring(1));
        } else if (!path.isEmpty()) {
          int start = at + line.indexOf(path);
          paths.add(new Path(path, text.source(new Span(start, start + path.length()))));
        }
        at += line.length() + 1;
      }
    }
    return new Upload(site, List.copyOf(paths), List.copyOf(excluded), hidden);
  }

  /// Since 4.4.0, and 3.2.0 of the older line, hidden files stay out unless asked for. What is not
  /// a known version counts as new.
  private static boolean isHidden(Uses.Remote remote, Step step) {
    String asked = step.with().value("include-hidden-files").toLowerCase(Locale.ROOT);
    if (!asked.isEmpty()) {
      return asked.equals("true");
    }
    return ActionFacts.bundled()
        .version(remote.slug(), remote.ref())
        .filter(Upload::takesHidden)
        .isPresent();
  }

  private static boolean takesHidden(Version version) {
    if (version.isShort() && version.precision() == 1) {
      return version.major() < 3;
    }
    return version.major() < 3 || before(version, 3, "3.2.0") || before(version, 4, "4.4.0");
  }

  private static boolean before(Version version, int major, String bound) {
    return version.major() == major
        && Version.parse(bound).filter(b -> version.compareTo(b) < 0).isPresent();
  }

  /// Whether the checkout's `.git` goes along.
  boolean takesGit() {
    return hidden
        && paths.stream().anyMatch(Path::isWorkspace)
        && excluded.stream().noneMatch(path -> path.contains(".git"));
  }
}
