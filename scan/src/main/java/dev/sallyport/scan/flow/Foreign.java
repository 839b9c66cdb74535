package dev.sallyport.scan.flow;

import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import java.util.Locale;

/// A directory of the runner that holds somebody else's files.
///
/// @param directory relative to the workspace, "" for the workspace itself; an absolute path or one
///     that starts with an expression lies outside; `*` at its end is a directory whose name is not
///     known
/// @param taint where they came from
/// @param mutable what was fetched could change between a check and the fetch
record Foreign(Kind kind, String directory, Taint taint, boolean mutable, String step) {

  enum Kind {
    CHECKOUT,
    ARTIFACT
  }

  /// Whether it lies inside the workspace, where tools run.
  boolean inWorkspace() {
    return !directory.startsWith("/")
        && !directory.startsWith("$")
        && !directory.startsWith("~")
        && !directory.startsWith("..")
        && !(directory.length() > 1 && directory.charAt(1) == ':');
  }

  /// Where a step's commands run. A directory that somebody else chooses may be one of theirs.
  static String working(Step step, Scope inside, ForeignAreas areas) {
    Text directory = step.workingDirectory();
    if (directory == null) {
      return "";
    }
    return inside.of(step.file(), directory).isEmpty()
        ? normal(directory.value())
        : areas
            .lastInWorkspace()
            .map(area -> normal(area.directory()))
            .orElseGet(() -> normal(directory.value()));
  }

  /// Whether a path, seen from `working` (relative to the workspace), lies in it.
  boolean holds(String working, String path) {
    String full = within(working, path);
    String mine = normal(directory);
    if (mine.equals(SOMEWHERE) || mine.endsWith("/" + SOMEWHERE)) {
      // A file below the directory may be anybody's; one that is reached by going there is not.
      String at = normal(working);
      String above = mine.substring(0, mine.length() - 1);
      return at.startsWith(above) && at.length() > above.length() && !at.startsWith("/");
    }
    return mine.isEmpty()
        ? !full.startsWith("/") && !full.startsWith("$") && !full.startsWith("..")
        : full.equals(mine) || full.startsWith(mine + "/");
  }

  static final String SOMEWHERE = "*";

  /// A path seen from a directory, in normal form.
  static String within(String working, String path) {
    return normal(path.startsWith("/") || path.startsWith("$") ? path : join(working, path));
  }

  private static String join(String working, String path) {
    return working.isEmpty() ? path : working + "/" + path;
  }

  /// Without `./`, doubled or closing slashes, and with the workspace's own name taken off.
  static String normal(String path) {
    String plain = path.strip();
    for (String root : new String[] {"$GITHUB_WORKSPACE", "${GITHUB_WORKSPACE}"}) {
      if (plain.startsWith(root)) {
        plain = plain.substring(root.length());
        plain = plain.startsWith("/") ? plain.substring(1) : plain;
      }
    }
    String lower = plain.toLowerCase(Locale.ROOT).replace(" ", "");
    if (lower.startsWith("${{github.workspace}}")) {
      plain = plain.substring(plain.indexOf("}}") + 2);
      plain = plain.startsWith("/") ? plain.substring(1) : plain;
    }
    StringBuilder out = new StringBuilder(plain.startsWith("/") ? "/" : "");
    for (String segment : plain.split("/")) {
      if (!segment.isEmpty() && !segment.equals(".")) {
        boolean first = out.isEmpty() || (out.length() == 1 && out.charAt(0) == '/');
        out.append(first ? "" : "/").append(segment);
      }
    }
    return out.toString();
  }
}
