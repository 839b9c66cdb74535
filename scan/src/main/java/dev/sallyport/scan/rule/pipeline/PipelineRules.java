package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.rule.Rule;
import java.util.List;

/// Every rule on pipeline definitions, sorted by id; one line each.
public final class PipelineRules {
  private static final List<Rule> ALL =
      List.of(
          new ApprovalRace(),
          new ArgumentInjection(),
          new ArtifactPoisoning(),
          new CachePoisoning(),
          new CodeInputInjection(),
          new ContainerInjection(),
          new CrossFileInjection(),
          new EnvironmentInjection(),
          new IndirectInjection(),
          new MissingPermissions(),
          new OutputInjection(),
          new PromptInjection(),
          new ReparsedValue(),
          new RequestForgery(),
          new TemplateInjection(),
          new UnpinnedAction(),
          new UntrustedCheckout(),
          new UntrustedExecution());

  private PipelineRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
