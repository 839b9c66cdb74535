package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.knowledge.ActionUse;
import dev.sallyport.scan.ci.github.knowledge.Inputs;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Steps and commands in the form in which the knowledge tables ask for them.
final class Words {
  private Words() {}

  static List<String> of(SimpleCommandView command) {
    return command.arguments().stream().map(Words::text).toList();
  }

  /// The value, or what is written without its quotes.
  static String text(Word word) {
    return word.literal().orElseGet(() -> word.text().replace("\"", "").replace("'", ""));
  }

  static ActionUse use(Uses.Remote remote) {
    return new ActionUse(remote.slug(), remote.ref());
  }

  static Inputs inputs(Step step) {
    return new Inputs(map(step.with()), map(step.env()));
  }

  private static Map<String, String> map(Vars vars) {
    Map<String, String> out = new HashMap<>();
    for (EnvVar variable : vars) {
      out.put(variable.name(), variable.value().value());
    }
    return out;
  }
}
