package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.rule.Rule;
import java.util.List;

/// Every rule on pipeline definitions, sorted by id; one line each.
public final class PipelineRules {
  private static final List<Rule> ALL =
      List.of(
          new AgentOverreach(),
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
          new ConfusedDeputyMerge(),
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
          new InvalidWorkflow(),
          new InvisibleUnicode(),
          new MissingConcurrency(),
          new MissingPermissions(),
          new MissingTeardown(),
          new MissingTimeout(),
          new MissingUpdateBot(),
          new OutputInjection(),
          new OverprovisionedSecrets(),
          new PersistedCredentials(),
          new PromptInjection(),
          new ReleaseCache(),
          new ReparsedValue(),
          new RequestForgery(),
          new RetiredRuntime(),
          new SecretInLog(),
          new SecretOutsideEnvironment(),
          new SelfHostedRunner(),
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
          new UnscannedRelease(),
          new UnsoundCondition(),
          new UnsoundContains(),
          new UnsoundTernary(),
          new UntrustedCheckout(),
          new UntrustedExecution(),
          new UnverifiedDownload(),
          new VersionCommentMismatch(),
          new VulnerableAction(),
          new VulnerableBuildPlatform());

  private PipelineRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
