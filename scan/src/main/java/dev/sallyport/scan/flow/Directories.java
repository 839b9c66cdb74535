package dev.sallyport.scan.flow;

import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where the commands of a script run, as `cd` takes them there. A subshell's `cd` is taken to
/// last.
final class Directories {
  private final TreeMap<Integer, String> from = new TreeMap<>();
  private final String start;

  private Directories(String start) {
    this.start = start;
  }

  /// @param start where the script begins
  static Directories of(List<SimpleCommandView> commands, String start) {
    Directories directories = new Directories(start);
    String working = start;
    for (SimpleCommandView command : commands) {
      if (command.is("cd", "pushd") && !command.arguments().isEmpty()) {
        working = Foreign.within(working, ForeignCode.text(command.arguments().getFirst()));
        directories.from.put(command.span().end(), working);
      }
    }
    return directories;
  }

  String at(int offset) {
    Map.Entry<Integer, String> last = from.floorEntry(offset);
    return last == null ? start : last.getValue();
  }
}
