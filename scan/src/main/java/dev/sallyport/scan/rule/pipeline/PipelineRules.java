package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.rule.Rule;
import java.util.List;

/// Every rule on pipeline definitions, sorted by id; one line each.
public final class PipelineRules {
  private static final List<Rule> ALL =
      List.of(
          new AdhocInstall(),
          new AnonymousDefinition(),
          new ApprovalRace(),
          new ArgumentInjection(),
          new ArtifactPoisoning(),
          new ArtifactTraversal(),
          new BroadAppToken(),
          new BroadOidc(),
          new CachePoisoning(),
          new CodeInputInjection(),
          new ContainerInjection(),
          new CrossFileInjection(),
          new DangerousTrigger(),
          new EnvironmentInjection(),
          new ExcessivePermissions(),
          new ExpressionInScript(),
          new HardcodedContainerCredentials(),
          new IndirectInjection(),
          new InheritedSecrets(),
          new InsecureCommands(),
          new InsecureTransport(),
          new MissingConcurrency(),
          new MissingPermissions(),
          new MissingProvenance(),
          new MissingTeardown(),
          new MissingTimeout(),
          new OutputInjection(),
          new OverprovisionedSecrets(),
          new ParameterizedBuild(),
          new PersistedCredentials(),
          new PromptInjection(),
          new ReleaseCache(),
          new ReparsedValue(),
          new RequestForgery(),
          new ReverseShell(),
          new RunnerHygiene(),
          new SecretInLog(),
          new SecretOutsideEnvironment(),
          new SelfHostedRunner(),
          new SensitiveArtifact(),
          new SpoofableBotCondition(),
          new TemplateInjection(),
          new UnpinnedAction(),
          new UnpinnedImage(),
          new UnpinnedWorkflow(),
          new UnredactedSecret(),
          new UnscannedRelease(),
          new UnsoundCondition(),
          new UnsoundContains(),
          new UntrustedCheckout(),
          new UntrustedExecution(),
          new UnverifiedDownload());

  private PipelineRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
