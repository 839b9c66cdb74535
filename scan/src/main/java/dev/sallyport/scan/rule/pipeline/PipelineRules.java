package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.rule.Rule;
import java.util.List;

/// Every rule on pipeline definitions, sorted by id; one line each.
public final class PipelineRules {
  private static final List<Rule> ALL =
      List.of(
          new ApprovalRace(),
          new ArchivedAction(),
          new ArgumentInjection(),
          new ArtifactPoisoning(),
          new BroadAppToken(),
          new CachePoisoning(),
          new CodeInputInjection(),
          new ContainerInjection(),
          new CrossFileInjection(),
          new DisallowedAction(),
          new EnvironmentInjection(),
          new HardcodedContainerCredentials(),
          new IndirectInjection(),
          new InheritedSecrets(),
          new LookalikeAction(),
          new MissingPermissions(),
          new OutputInjection(),
          new OverprovisionedSecrets(),
          new PromptInjection(),
          new ReparsedValue(),
          new RequestForgery(),
          new SecretOutsideEnvironment(),
          new TemplateInjection(),
          new UnpinnedAction(),
          new UnpinnedImage(),
          new UnpinnedWorkflow(),
          new UnredactedSecret(),
          new UntrustedCheckout(),
          new UntrustedExecution(),
          new VulnerableAction());

  private PipelineRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
