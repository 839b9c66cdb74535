package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.CommandKnowledge;
import dev.sallyport.scan.ci.github.knowledge.Scope;
import dev.sallyport.scan.ci.github.knowledge.TokenNeeds;
import dev.sallyport.scan.syntax.shell.Dialect;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a job needs of its token, as far as its steps are known.
final class JobTokenNeeds {
  private static final int MAX_DEPTH = 6;
  private static final TokenNeeds PUSH =
      new TokenNeeds(
          Map.of(),
          Map.of(Scope.CONTENTS, Scope.Access.WRITE),
          List.of("pushes with the credential that checkout left"),
          List.of());

  /// Commands that never look for a token.
  private static final Set<String> PLAIN =
      Set.of(
          "echo",
          "printf",
          "cat",
          "cd",
          "export",
          "set",
          "mkdir",
          "cp",
          "mv",
          "rm",
          "ls",
          "test",
          "[",
          "true",
          "false",
          "exit",
          "sed",
          "grep",
          "awk",
          "jq",
          "cut",
          "tr",
          "head",
          "tail",
          "sort",
          "sleep",
          "date",
          "chmod",
          "read",
          "local",
          "return",
          "source",
          "touch",
          "basename",
          "dirname",
          "tee",
          "wc",
          "tar",
          "unzip",
          "zip",
          "find",
          "xargs",
          "if",
          "eval",
          "shift");

  private final Project project;
  private final Map<Workflow, Boolean> around = new HashMap<>();
  private final Map<Inside, TokenNeeds> actions = new HashMap<>();

  private record Inside(ActionDefinition action, int depth) {}

  JobTokenNeeds(Project project) {
    this.project = project;
  }

  TokenNeeds of(Workflow workflow, Job job) {
    Uses called = job.uses();
    if (called != null) {
      return TokenNeeds.unknown("the called workflow " + called.text().value());
    }
    if (workflow.env().whole() != null || job.env().whole() != null) {
      return TokenNeeds.unknown("variables that an expression makes");
    }
    boolean token =
        around.computeIfAbsent(workflow, w -> carriesToken(w.env())) || carriesToken(job.env());
    return steps(job.steps(), token, 0);
  }

  private TokenNeeds steps(List<Step> steps, boolean token, int depth) {
    TokenNeeds needs = TokenNeeds.NONE;
    for (Step step : steps) {
      needs = needs.and(step(step, token, depth));
    }
    return needs;
  }

  private TokenNeeds step(Step step, boolean token, int depth) {
    return switch (step.uses()) {
      case null -> script(step, token);
      case Uses.Remote remote ->
          ActionKnowledge.tokenNeeds(remote.use(), step.inputs())
              .orElse(TokenNeeds.unknown("code of its own"))
              .of("action " + remote.text().value());
      case Uses.Local local ->
          project
              .action(local)
              .filter(ActionDefinition::composite)
              .filter(_ -> depth < MAX_DEPTH)
              .map(action -> action(action, depth + 1))
              .orElseGet(() -> TokenNeeds.unknown("action " + local.text().value()));
      case Uses.Docker _, Uses.Bad _ ->
          token || mentionsToken(step.with()) || carriesToken(step.env())
              ? TokenNeeds.unknown("action " + step.uses().text().value())
              : TokenNeeds.NONE;
    };
  }

  /// Once for each depth: actions that use each other several times over multiply.
  private TokenNeeds action(ActionDefinition action, int depth) {
    Inside inside = new Inside(action, depth);
    TokenNeeds known = actions.get(inside);
    if (known == null) {
      known = steps(action.steps(), true, depth);
      actions.put(inside, known);
    }
    return known;
  }

  private static TokenNeeds script(Step step, boolean inherited) {
    Text run = step.run();
    if (run == null) {
      return TokenNeeds.NONE;
    }
    boolean token = inherited || carriesToken(step.env()) || reachesToken(run);
    boolean pushes = run.value().contains("git ");
    if (!token && !pushes) {
      return TokenNeeds.NONE;
    }
    if (step.dialect() != Dialect.BASH && step.dialect() != Dialect.SH) {
      return TokenNeeds.unknown("a script for another shell than bash or sh");
    }
    TokenNeeds needs = TokenNeeds.NONE;
    for (SimpleCommandView command : step.commands()) {
      needs = needs.and(command(command, token));
    }
    return needs;
  }

  private static TokenNeeds command(SimpleCommandView command, boolean token) {
    String name = command.name().orElse("");
    List<String> words = command.argumentTexts();
    if (name.equals("git")) {
      return words.contains("push") ? PUSH : TokenNeeds.NONE;
    }
    if (!token || PLAIN.contains(name) || command.nameWord().isEmpty()) {
      return TokenNeeds.NONE;
    }
    return CommandKnowledge.tokenNeeds(name, words)
        .orElse(TokenNeeds.unknown("it gets the token"))
        .of("command " + name);
  }

  private static boolean carriesToken(Vars vars) {
    if (vars.whole() != null) {
      return true;
    }
    for (EnvVar variable : vars) {
      if (reachesToken(variable.value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean mentionsToken(Vars vars) {
    return carriesToken(vars);
  }

  private static boolean reachesToken(Text text) {
    return text.mayHaveExpressions() && SecretAccess.reaching(text).contains(SecretAccess.TOKEN);
  }

  /// Whether the needs, in some run, include the scope with write access.
  static boolean mayWrite(TokenNeeds needs, String scope) {
    return needs.open() || writes(needs.certain(), scope) || writes(needs.possible(), scope);
  }

  private static boolean writes(Map<Scope, Scope.Access> scopes, String name) {
    return scopes.entrySet().stream()
        .anyMatch(e -> e.getKey().key().equals(name) && e.getValue() == Scope.Access.WRITE);
  }
}
