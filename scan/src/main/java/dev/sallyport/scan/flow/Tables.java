package dev.sallyport.scan.flow;

import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.knowledge.ActionUse;
import dev.sallyport.scan.ci.github.knowledge.Inputs;
import java.util.HashMap;
import java.util.Map;

/// The step's values in the form that the knowledge tables ask for.
final class Tables {
  private Tables() {}

  static ActionUse use(Uses.Remote remote) {
    return new ActionUse(remote.slug(), remote.ref());
  }

  static Inputs inputs(Step step) {
    return new Inputs(map(step.with()), map(step.env()));
  }

  private static Map<String, String> map(Vars vars) {
    Map<String, String> out = new HashMap<>();
    for (EnvVar var : vars) {
      out.put(var.name(), var.value().value());
    }
    return out;
  }
}
