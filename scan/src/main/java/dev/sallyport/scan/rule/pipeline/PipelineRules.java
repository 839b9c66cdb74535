package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.rule.Rule;
import java.util.List;

/// Every rule on pipeline definitions, sorted by id; one line each.
public final class PipelineRules {
  private PipelineRules() {}

  public static List<Rule> all() {
    return List.of(
        new MissingPermissions(), //
        new TemplateInjection(), //
        new UnpinnedAction());
  }
}
