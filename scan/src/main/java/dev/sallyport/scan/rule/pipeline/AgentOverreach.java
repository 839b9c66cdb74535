package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.AnyOf;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.AgentCommand;
import dev.sallyport.scan.ci.github.knowledge.AgentInput;
import dev.sallyport.scan.ci.github.knowledge.CommandKnowledge;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An AI agent may do more than its task needs: any command, for anybody, held back by nothing.
final class AgentOverreach implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "agent-overreach",
          "AI agent may do more than its task needs",
          Severity.HIGH,
          Reference.cwe(250),
          Reference.cicdSec(5),
          Reference.cis("2.2.3"));

  private static final AnyOf PROGRAMS =
      AnyOf.of(
          "aider",
          "amp",
          "auggie",
          "claude",
          "cline",
          "codex",
          "copilot",
          "crush",
          "cursor",
          "droid",
          "gemini",
          "kiro",
          "openhands",
          "q chat",
          "qwen",
          "sgpt");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    StepIndex running = new StepIndex(AgentOverreach::runsFiles);
    for (Site site : context.project().steps()) {
      Step step = site.step();
      Uses.Remote remote = step.remote().orElse(null);
      if (remote != null) {
        List<AgentInput> inputs = ActionKnowledge.agentInputs(remote.use());
        inputs.forEach(input -> input(context, site, inputs, input, out));
        if (inputs.stream().anyMatch(AgentOverreach::acts)) {
          order(context, site, remote, running, out);
        }
      } else if (step.run() != null && PROGRAMS.in(step.run().value())) {
        step.commands().forEach(c -> command(context, site, step.run(), c, out));
      }
    }
  }

  /// Whether the agent has hands: it can be given tools or a sandbox.
  private static boolean acts(AgentInput input) {
    return switch (input.role()) {
      case SANDBOX, ARGUMENTS, USERS -> true;
      case TOOLS, PROMPT, READS -> false;
    };
  }

  private static void input(
      RuleContext context, Site site, List<AgentInput> all, AgentInput input, Findings out) {
    Text text = site.step().with().get(input.input()).map(v -> v.value()).orElse(null);
    if (text == null || !input.isDangerous(allowed(text.value()))) {
      return;
    }
    boolean users = input.role() == AgentInput.Role.USERS;
    boolean guarded = all.stream().anyMatch(i -> i.role() == AgentInput.Role.USERS);
    boolean opened =
        users
            || all.stream()
                .filter(i -> i.role() == AgentInput.Role.USERS)
                .anyMatch(i -> i.isDangerous(site.step().with().value(i.input())));
    Optional<Grade> grade = grade(context, site);
    boolean bots = input.input().contains("bot");
    Severity severity =
        !outsider(grade)
            ? Severity.LOW
            : (guarded && !opened) || bots ? Severity.MEDIUM : Severity.HIGH;
    String danger = input.dangerous();
    int at = text.value().toLowerCase(Locale.ROOT).indexOf(danger.toLowerCase(Locale.ROOT));
    Span span = at < 0 ? text.span() : text.source(new Span(at, at + danger.length()));
    report(site, span, grade, severity, outsider(grade), out)
        .message(
            "'"
                + input.input()
                + "' with '"
                + danger
                + "' means: "
                + input.why()
                + ". "
                + tail(grade))
        .add();
  }

  /// What is said of tools that are taken away is left out.
  private static String allowed(String arguments) {
    int from = arguments.indexOf("--disallowed");
    if (from < 0) {
      return arguments;
    }
    int end = arguments.indexOf(" --", from);
    int line = arguments.indexOf('\n', from);
    int next = end < 0 ? line : line < 0 ? end : Math.min(end, line);
    return arguments.substring(0, from) + (next < 0 ? "" : arguments.substring(next));
  }

  private static void command(
      RuleContext context, Site site, Text run, SimpleCommandView command, Findings out) {
    List<String> words = command.argumentTexts();
    Optional<AgentCommand> agent =
        command.name().flatMap(name -> CommandKnowledge.agent(name, words));
    List<String> dangers = agent.map(a -> a.dangersIn(words)).orElse(List.of());
    if (dangers.isEmpty()) {
      return;
    }
    Optional<Grade> grade = grade(context, site);
    Severity severity = outsider(grade) ? Severity.HIGH : Severity.LOW;
    report(site, run.source(command.span()), grade, severity, outsider(grade), out)
        .message(
            "'"
                + command.name().orElse("the agent")
                + "' runs with "
                + dangers.getFirst()
                + " and asks nobody before it acts. "
                + tail(grade))
        .add();
  }

  /// What an agent left in the workspace is run by the next step, outside of its sandbox.
  private static void order(
      RuleContext context, Site site, Uses.Remote remote, StepIndex running, Findings out) {
    Job job = site.job();
    if (job == null) {
      return;
    }
    Optional<Step> after = running.next(job, site.step());
    if (after.isEmpty()) {
      return;
    }
    Optional<Grade> grade = grade(context, site);
    boolean open = outsider(grade) && grade.filter(g -> g.privilege().strong()).isPresent();
    report(site, remote.text().span(), grade, open ? Severity.MEDIUM : Severity.LOW, false, out)
        .related(site.owner().file(), after.get().span(), "runs after the agent")
        .message(
            "the agent is not the last to run: step '"
                + after.get().label()
                + "' executes files of the workspace that the agent can have changed, outside of its"
                + " sandbox. Let another job go on")
        .add();
  }

  private static boolean runsFiles(Step step) {
    return step.uses() instanceof Uses.Local
        || step.commands().stream()
            .anyMatch(
                c ->
                    c.nameWord().filter(w -> w.text().startsWith("./")).isPresent()
                        || c.name()
                            .filter(
                                n -> !CommandKnowledge.buildTools(n, c.argumentTexts()).isEmpty())
                            .isPresent()
                        || c.is("npm", "twine", "cargo"));
  }

  private static Findings.Draft report(
      Site site, Span span, Optional<Grade> grade, Severity severity, boolean loud, Findings out) {
    return out.at(site.owner().file(), span)
        .key(site.route())
        .severity(severity)
        .persona(loud ? Persona.DEFAULT : Persona.PEDANTIC)
        .reach(grade.map(Grade::reach).orElse(Reach.NONE));
  }

  private static Optional<Grade> grade(RuleContext context, Site site) {
    return site.owner() instanceof Workflow workflow && site.job() != null
        ? context.flow().grade(workflow, site.job(), site.step())
        : Optional.empty();
  }

  /// Whether strangers' text starts it with rights, or on somebody's own machine.
  private static boolean outsider(Optional<Grade> grade) {
    return grade
        .filter(FlowFindings::outsider)
        .filter(g -> !g.event().equals("pull_request") || g.privilege().selfHosted())
        .isPresent();
  }

  private static String tail(Optional<Grade> grade) {
    return grade
        .filter(g -> g.reach() != Reach.NONE)
        .map(
            g ->
                "Started by "
                    + g.event()
                    + " with text of others, it can be talked into using "
                    + g.privilege().text())
        .orElse("Whoever gets text into its task can use that");
  }
}
