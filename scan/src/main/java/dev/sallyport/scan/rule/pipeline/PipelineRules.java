package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.rule.Rule;
import java.util.List;

/// Every rule on pipeline definitions, sorted by id; one line each.
public final class PipelineRules {
  private static final List<Rule> ALL =
      List.of(
          new AnonymousDefinition(),
          new ApprovalRace(),
          new ArchivedAction(),
          new ArgumentInjection(),
          new ArtifactPoisoning(),
          new BroadAppToken(),
          new BroadOidc(),
          new BroadSecretScope(),
          new CachePoisoning(),
          new CodeInputInjection(),
          new ContainerInjection(),
          new CrossFileInjection(),
          new DangerousTrigger(),
          new DependabotCooldown(),
          new DependabotExecution(),
          new DisallowedAction(),
          new EnvironmentInjection(),
          new ExcessivePermissions(),
          new ExpressionInScript(),
          new HardcodedContainerCredentials(),
          new ImpostorCommit(),
          new IndirectInjection(),
          new InheritedSecrets(),
          new InsecureCommands(),
          new LongLivedCredential(),
          new LookalikeAction(),
          new MissingConcurrency(),
          new MissingPermissions(),
          new MissingTimeout(),
          new MissingUpdateBot(),
          new OutputInjection(),
          new OverprovisionedSecrets(),
          new PersistedCredentials(),
          new PromptInjection(),
          new RefConfusion(),
          new ReparsedValue(),
          new RequestForgery(),
          new SecretExfiltration(),
          new SecretInLog(),
          new SecretOutsideEnvironment(),
          new SensitiveArtifact(),
          new SpoofableBotCondition(),
          new SuperfluousAction(),
          new TemplateInjection(),
          new TransitiveRisk(),
          new UnpinnedAction(),
          new UnpinnedImage(),
          new UnpinnedTool(),
          new UnpinnedWorkflow(),
          new UnprotectedDeployment(),
          new UnredactedSecret(),
          new UnsoundCondition(),
          new UnsoundContains(),
          new UntaggedCommit(),
          new UntrustedCheckout(),
          new UntrustedExecution(),
          new UnverifiedDownload(),
          new VersionCommentMismatch(),
          new VulnerableAction(),
          new VulnerableBuildPlatform(),
          new WeakGate());

  private PipelineRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
