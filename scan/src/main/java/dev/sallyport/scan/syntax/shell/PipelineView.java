package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The commands of a pipeline, stage by stage. A stage holds several commands if it is a group,
/// loop or the like; those inside command substitutions are no part of it.
final class PipelineView {
  final Pipeline syntax;
  private final List<List<SimpleCommandView>> stages = new ArrayList<>();
  private final Map<Predicate<SimpleCommandView>, NavigableMap<Integer, SimpleCommandView>>
      matching = new ConcurrentHashMap<>();
  private final Map<Integer, List<Word>> piped = new ConcurrentHashMap<>();
  private final @Nullable PipelineView outer;
  private final int outerStage;

  PipelineView(Pipeline syntax, @Nullable PipelineView outer, int outerStage) {
    this.syntax = syntax;
    this.outer = outer;
    this.outerStage = outerStage;
    syntax.commands().forEach(_ -> stages.add(new ArrayList<>()));
  }

  void add(int stage, SimpleCommandView command) {
    stages.get(stage).add(command);
    if (outer != null) {
      outer.add(outerStage, command);
    }
  }

  List<SimpleCommandView> before(int stage) {
    List<SimpleCommandView> all = new ArrayList<>();
    if (outer != null) {
      all.addAll(outer.before(outerStage));
    }
    stages.subList(0, stage).forEach(all::addAll);
    return all;
  }

  List<SimpleCommandView> after(int stage) {
    List<SimpleCommandView> all = new ArrayList<>();
    stages.subList(stage + 1, stages.size()).forEach(all::addAll);
    if (outer != null) {
      all.addAll(outer.after(outerStage));
    }
    return all;
  }

  /// The next command behind a stage that something holds of.
  Optional<SimpleCommandView> next(int stage, Predicate<SimpleCommandView> wanted) {
    Map.Entry<Integer, SimpleCommandView> found = matching(wanted).higherEntry(stage);
    if (found != null) {
      return Optional.of(found.getValue());
    }
    return outer == null ? Optional.empty() : outer.next(outerStage, wanted);
  }

  boolean anyBefore(int stage, Predicate<SimpleCommandView> wanted) {
    return matching(wanted).lowerKey(stage) != null
        || (outer != null && outer.anyBefore(outerStage, wanted));
  }

  /// Whether something holds of a command whose output a stage reads.
  boolean anyFeeding(int stage, Predicate<SimpleCommandView> wanted) {
    return stage > 0
        ? matching(wanted).containsKey(stage - 1)
        : outer != null && outer.anyFeeding(outerStage, wanted);
  }

  /// By stage, the first command that something holds of; found once for all stages.
  private NavigableMap<Integer, SimpleCommandView> matching(Predicate<SimpleCommandView> wanted) {
    return matching.computeIfAbsent(
        wanted,
        _ -> {
          NavigableMap<Integer, SimpleCommandView> found = new TreeMap<>();
          for (int stage = 0; stage < stages.size(); stage++) {
            for (SimpleCommandView command : stages.get(stage)) {
              if (!found.containsKey(stage) && wanted.test(command)) {
                found.put(stage, command);
              }
            }
          }
          return found;
        });
  }

  boolean continues(int stage) {
    return stage + 1 < stages.size() || (outer != null && outer.continues(outerStage));
  }

  /// What the commands print whose output a stage reads, if it reads any. A stage is complete when
  /// the next one is looked at, so that this is made once.
  List<Word> piped(int stage) {
    if (stage > 0) {
      return piped.computeIfAbsent(stage, s -> Inputs.printed(stages.get(s - 1)));
    }
    return outer == null ? List.of() : outer.piped(outerStage);
  }
}
