package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;
import java.util.Locale;
import java.util.Set;

/// Foreign text is written to GITHUB_ENV or GITHUB_PATH.
final class EnvironmentInjection extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "environment-injection",
          "Foreign text is written to the environment of later steps",
          Severity.HIGH,
          Reference.cwe(77),
          Reference.cwe(74),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  EnvironmentInjection() {
    super(INFO, Sink.ENV_FILE, Sink.PATH_FILE);
  }

  @Override
  boolean wants(Hit hit) {
    return true;
  }

  @Override
  String message(Hit hit) {
    if (contained(hit)) {
      return "text from "
          + hit.origin()
          + " becomes a variable of later steps; it has no line break, so it sets no other one, but a"
          + " script that pastes or evaluates the variable runs what it says";
    }
    return "text from "
        + hit.origin()
        + (hit.sink() == Sink.PATH_FILE
            ? " is written to GITHUB_PATH, so later steps take programs from where it says: "
            : " is written to GITHUB_ENV; with a line break it sets any variable of later steps,"
                + " such as LD_PRELOAD or NODE_OPTIONS: ")
        + FlowFindings.who(hit.grade())
        + " can run code in later steps; "
        + FlowFindings.stakes(hit.grade());
  }

  private static final Set<String> POWERFUL =
      Set.of(
          "bash_env",
          "env",
          "ld_preload",
          "ld_library_path",
          "node_options",
          "path",
          "perl5opt",
          "pythonpath",
          "pythonstartup",
          "rubyopt",
          "java_tool_options",
          "git_ssh_command",
          "git_external_diff",
          "npm_config_registry",
          "pip_index_url");

  /// Without a line break the value only fills the variable that was meant.
  private static boolean contained(Hit hit) {
    int colon = hit.detail().indexOf(':');
    String key = hit.detail().substring(colon + 1).toLowerCase(Locale.ROOT);
    return hit.sink() == Sink.ENV_FILE
        && hit.detail().startsWith("value")
        && !POWERFUL.contains(key);
  }

  @Override
  Severity severity(Hit hit) {
    return contained(hit) ? Severity.LOW : hit.grade().severity();
  }

  @Override
  Persona persona(Hit hit) {
    if (!contained(hit)) {
      return Persona.DEFAULT;
    }
    return hit.grade().reach() == Reach.WRITER ? Persona.AUDITOR : Persona.PEDANTIC;
  }
}
