package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.syntax.shell.Commands;
import dev.sallyport.scan.syntax.shell.Dialect;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.Shells;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What is known of the repository's shell scripts from earlier calls of them: many steps call one.
final class KnownScripts {
  private final Map<Front, Parsed> parsed = new HashMap<>();
  private final Set<Call> quiet = new HashSet<>();

  /// @param lines in front of the script's own text
  private record Front(String path, String lines) {}

  /// A script's commands and how much stands in front of its own text.
  record Parsed(Script script, List<SimpleCommandView> commands, int before) {}

  /// A call by which nothing foreign gets in. What such a script does of its own accord depends on
  /// the events alone that start the run.
  record Call(String path, Set<String> events) {
    static Call of(SourceText script, Frame frame) {
      Set<String> events = new TreeSet<>();
      for (Trigger trigger : frame.started().triggers()) {
        events.add(trigger.event());
      }
      return new Call(script.path(), events);
    }
  }

  Parsed parsed(SourceText script, String lines) {
    return parsed.computeIfAbsent(
        new Front(script.path(), lines),
        _ -> {
          Script read = Shells.parse(Dialect.BASH, lines + script.text());
          return new Parsed(read, Commands.of(read), lines.length());
        });
  }

  /// Whether it is known that nothing comes of the call.
  boolean isQuiet(Call call) {
    return quiet.contains(call);
  }

  /// Nothing came of the call.
  void quiet(Call call) {
    quiet.add(call);
  }
}
