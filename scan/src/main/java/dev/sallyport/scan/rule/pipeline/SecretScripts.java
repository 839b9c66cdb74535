package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.rule.pipeline.SecretVariables.Secret;
import dev.sallyport.scan.rule.pipeline.SecretVariables.Visible;
import dev.sallyport.scan.syntax.shell.EnvFile;
import dev.sallyport.scan.syntax.shell.EnvFileWrite;
import dev.sallyport.scan.syntax.shell.Marks;
import dev.sallyport.scan.syntax.shell.ShellFlow;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.UseKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Follows secrets through the scripts of every job, in the order of its steps.
final class SecretScripts {
  /// What these make of their input is not the text that the runner masks.
  private static final Set<String> CHANGING =
      Set.of(
          "base64",
          "basenc",
          "xxd",
          "od",
          "hexdump",
          "rev",
          "tr",
          "cut",
          "sed",
          "gsed",
          "awk",
          "gawk",
          "jq",
          "yq",
          "gojq",
          "fold",
          "head",
          "tail",
          "grep",
          "egrep",
          "openssl",
          "python",
          "python3",
          "perl",
          "ruby",
          "node",
          "gzip",
          "uuencode");

  /// A step's script with what it does with secrets.
  ///
  /// @param variables that hold secrets when it begins
  /// @param masked what the job was told to mask before the step
  /// @param masks where the script itself first tells to mask a secret
  record Scripted(
      Site site,
      Visible variables,
      List<Use<Secret>> uses,
      Set<Secret> masked,
      Map<Secret, Integer> masks) {

    /// Whether the value is masked by the time it is used.
    boolean isMasked(Use<Secret> use) {
      if (masked.contains(use.label())) {
        return true;
      }
      Integer mask = masks.get(use.label());
      return mask != null
          && (mask <= use.span().start()
              || use.command().flatMap(SimpleCommandView::function).isPresent());
    }
  }

  private static final int FEW = 64;

  /// What scripts do with secrets, which several rules ask. In whichever of them the steps of a job
  /// are gone through, the same is known before each, so that it need be found out once.
  private static final class Known {
    final Map<Step, List<Use<Secret>>> uses = new ConcurrentHashMap<>();
  }

  private final RuleContext context;
  private final Consumer<Scripted> consumer;
  private final Map<Step, List<Use<Secret>>> known;

  private SecretScripts(RuleContext context, Consumer<Scripted> consumer) {
    this.context = context;
    this.consumer = consumer;
    this.known = context.shared(Known.class, Known::new).uses;
  }

  static void follow(RuleContext context, Consumer<Scripted> consumer) {
    followJobs(context, _ -> true, consumer);
    SecretScripts scripts = new SecretScripts(context, consumer);
    for (ActionDefinition action : context.project().actions()) {
      scripts.follow(action, null, SecretVariables.ofAction(), action.steps());
    }
  }

  static void followJobs(RuleContext context, Predicate<Job> wanted, Consumer<Scripted> consumer) {
    SecretScripts scripts = new SecretScripts(context, consumer);
    for (Workflow workflow : context.project().workflows()) {
      SecretVariables variables = SecretVariables.of(workflow);
      workflow.jobs().stream()
          .filter(wanted)
          .forEach(job -> scripts.follow(workflow, job, variables.in(job), job.steps()));
    }
  }

  private void follow(
      GithubFile owner, @Nullable Job job, SecretVariables variables, List<Step> steps) {
    Set<Secret> masked = new HashSet<>();
    for (Step step : steps) {
      if (step.run() == null) {
        continue;
      }
      Visible at = variables.at(step);
      List<Use<Secret>> uses =
          mentions(step.run().value(), at) ? uses(step, at, variables) : List.of();
      Map<Secret, Integer> masks = masks(uses);
      consumer.accept(new Scripted(new Site(owner, job, step), at, uses, masked, masks));
      masked.addAll(masks.keySet());
      for (Use<Secret> use : uses) {
        use.write().ifPresent(write -> handOn(step, write, use.label(), variables));
      }
    }
  }

  private static void handOn(
      Step step, EnvFileWrite write, Secret secret, SecretVariables variables) {
    write
        .key()
        .ifPresent(
            key -> {
              if (write.target() == EnvFile.ENV) {
                variables.exported(key, secret);
              } else if (write.target() == EnvFile.OUTPUT && !step.id().isEmpty()) {
                variables.output(step.id(), key, secret);
              }
            });
  }

  /// Cheap, so that most scripts are not followed. Of many variables some one will be there.
  private static boolean mentions(String script, Visible variables) {
    return script.contains("${{")
        || variables.size() > FEW
        || variables.names().anyMatch(script::contains);
  }

  private List<Use<Secret>> uses(Step step, Visible at, SecretVariables variables) {
    List<Use<Secret>> before = known.get(step);
    if (before == null) {
      before = findUses(step, at, variables);
      known.put(step, before);
    }
    return before;
  }

  /// Twice: the first time shows which commands change a secret, the second follows what they
  /// print.
  private List<Use<Secret>> findUses(Step step, Visible at, SecretVariables variables) {
    List<SimpleCommandView> commands = step.commands();
    Marks<Secret> marks = Marks.<Secret>of(at::get).withPlaceholder(variables::of);
    var script = step.script().orElseThrow();
    List<Use<Secret>> first = followed(step, ShellFlow.analyze(script, commands, marks));
    Map<SimpleCommandView, Secret> changed = changed(first);
    return changed.isEmpty()
        ? first
        : followed(
            step,
            ShellFlow.analyze(
                script,
                commands,
                marks.withOutput(command -> Optional.ofNullable(changed.get(command)))));
  }

  private List<Use<Secret>> followed(Step step, ShellFlow.Result<Secret> result) {
    result.troubles().forEach(trouble -> context.problem(step.problem(trouble)));
    return result.uses();
  }

  private static Map<SimpleCommandView, Secret> changed(List<Use<Secret>> uses) {
    Map<SimpleCommandView, Secret> changed = new IdentityHashMap<>();
    for (Use<Secret> use : uses) {
      SimpleCommandView command = use.command().orElse(null);
      if (command != null && changes(command)) {
        if (use.kind() == UseKind.STDIN) {
          changed.put(command, use.label().changed());
        } else if (use.kind() == UseKind.ARGUMENT && command.is("sed", "jq", "yq")) {
          changed.putIfAbsent(command, use.label());
        }
      }
    }
    return changed;
  }

  static boolean changes(SimpleCommandView command) {
    return CHANGING.contains(command.name().orElse(""));
  }

  private static Map<Secret, Integer> masks(List<Use<Secret>> uses) {
    if (uses.isEmpty()) {
      return Map.of();
    }
    Map<SimpleCommandView, Boolean> masking = new IdentityHashMap<>();
    Map<Secret, Integer> first = new HashMap<>();
    for (Use<Secret> use : uses) {
      SimpleCommandView command = use.command().orElse(null);
      if (use.kind() == UseKind.ARGUMENT
          && command != null
          && masking.computeIfAbsent(command, SecretScripts::isMask)) {
        first.merge(use.label(), use.span().start(), Math::min);
      }
    }
    return first;
  }

  private static boolean isMask(SimpleCommandView command) {
    return command.arguments().stream().anyMatch(w -> w.literalPrefix().contains("::add-mask::"));
  }
}
