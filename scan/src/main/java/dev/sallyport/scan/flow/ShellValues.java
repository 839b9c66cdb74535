package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.List;

/// Foreign values inside a script: variables, command output, files for later steps.
final class ShellValues {
  ShellValues(JobFlow job, Hits.Spot spot, Scope inside, Scope outside, Text run) {}

  void follow(Script script, List<SimpleCommandView> commands) {}
}
