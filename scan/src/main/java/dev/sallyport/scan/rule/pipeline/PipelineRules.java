package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.rule.Rule;
import java.util.List;

/// Every rule on pipeline definitions, sorted by id; one line each.
public final class PipelineRules {
  private static final List<Rule> ALL =
      List.of(
          new ArgumentInjection(),
          new BroadAppToken(),
          new BroadOidc(),
          new BroadSecretScope(),
          new CodeInputInjection(),
          new ContainerInjection(),
          new CrossFileInjection(),
          new EnvironmentInjection(),
          new ExcessivePermissions(),
          new HardcodedContainerCredentials(),
          new IndirectInjection(),
          new InheritedSecrets(),
          new LongLivedCredential(),
          new MissingPermissions(),
          new OutputInjection(),
          new OverprovisionedSecrets(),
          new PersistedCredentials(),
          new PromptInjection(),
          new ReparsedValue(),
          new RequestForgery(),
          new SecretExfiltration(),
          new SecretInLog(),
          new SecretOutsideEnvironment(),
          new SensitiveArtifact(),
          new TemplateInjection(),
          new UnpinnedAction(),
          new UnprotectedDeployment(),
          new UnredactedSecret());

  private PipelineRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
