package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.Pipeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands of a pipeline, stage by stage. A stage holds several commands if it is a group,
/// loop or the like; those inside command substitutions are no part of it.
final class PipelineView {
  final Pipeline syntax;
  private final List<List<SimpleCommandView>> stages = new ArrayList<>();
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

  boolean continues(int stage) {
    return stage + 1 < stages.size() || (outer != null && outer.continues(outerStage));
  }

  /// The commands whose output a stage reads, if it reads any.
  List<SimpleCommandView> feeding(int stage) {
    if (stage > 0) {
      return List.copyOf(stages.get(stage - 1));
    }
    return outer == null ? List.of() : outer.feeding(outerStage);
  }
}
