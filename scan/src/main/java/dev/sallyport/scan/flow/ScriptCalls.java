package dev.sallyport.scan.flow;

import dev.sallyport.base.text.AnyOf;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which files of the repository the scripts of workflows and actions call: `bash ci/x.sh`,
/// `./ci/x.sh`, `source ci/x.sh`, `python ci/x.py`, and the same beside an action's definition.
public final class ScriptCalls {
  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "source", ".");
  private static final List<String> EXTENSIONS =
      List.of(".sh", ".bash", ".zsh", ".py", ".js", ".mjs", ".cjs");
  private static final AnyOf ANY_EXTENSION = AnyOf.of(EXTENSIONS);
  private static final int LONGEST = 200;

  private ScriptCalls() {}

  /// @param first index in the command's arguments of the script's first argument
  record Call(String path, int first, SimpleCommandView command) {}

  /// The paths of all files that may be called, there or not.
  public static SortedSet<String> named(List<GithubFile> files) {
    SortedSet<String> out = new TreeSet<>();
    for (GithubFile file : files) {
      String action = file instanceof ActionDefinition a ? a.directory() : "";
      for (Step step : steps(file)) {
        if (step.run() != null && ANY_EXTENSION.in(step.run().value())) {
          of(step, action).forEach(call -> out.add(call.path));
        }
      }
    }
    return out;
  }

  private static List<Step> steps(GithubFile file) {
    return switch (file) {
      case Workflow workflow -> {
        List<Step> all = new ArrayList<>();
        for (Job job : workflow.jobs()) {
          all.addAll(job.steps());
        }
        yield all;
      }
      case ActionDefinition action -> action.steps();
      default -> List.of();
    };
  }

  /// The calls of one step, in order.
  static List<Call> of(Step step, String action) {
    List<Call> out = new ArrayList<>();
    Text directory = step.workingDirectory();
    String working = directory == null ? "" : Foreign.normal(directory.value());
    for (SimpleCommandView command : step.commands()) {
      if (command.is("cd", "pushd") && !command.arguments().isEmpty()) {
        working = Foreign.within(working, ForeignCode.text(command.arguments().getFirst()));
      } else {
        call(command, working, action).ifPresent(out::add);
      }
    }
    return out;
  }

  private static Optional<Call> call(SimpleCommandView command, String working, String action) {
    String name = command.nameWord().map(ForeignCode::text).orElse("");
    if (name.contains("/") && isScript(name)) {
      return path(name, working, action).map(path -> new Call(path, 0, command));
    }
    boolean shell = command.name().filter(SHELLS::contains).isPresent();
    boolean runs = shell || ProgramBodies.language(command.name().orElse("")).isPresent();
    List<Word> words = command.arguments();
    for (int i = 0; runs && i < words.size(); i++) {
      String word = ForeignCode.text(words.get(i));
      if (word.equals("-c") || word.equals("-m") || (!shell && word.equals("-e"))) {
        return Optional.empty();
      }
      if (shell && (word.equals("-o") || word.equals("+o") || word.equals("-O"))) {
        i++;
      } else if (!word.startsWith("-")) {
        int first = i + 1;
        return isScript(word)
            ? path(word, working, action).map(path -> new Call(path, first, command))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isScript(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return word.length() < LONGEST && EXTENSIONS.stream().anyMatch(lower::endsWith);
  }

  /// Inside the repository; files that a name from outside or a variable leads to are not looked
  /// at.
  private static Optional<String> path(String word, String working, String action) {
    String plain = word;
    String from = working;
    for (String root :
        new String[] {
          "$GITHUB_ACTION_PATH/", "${GITHUB_ACTION_PATH}/", "${{ github.action_path }}/"
        }) {
      if (plain.startsWith(root)) {
        plain = plain.substring(root.length());
        from = action;
      }
    }
    String full = Foreign.within(from, plain);
    boolean inside =
        !full.isEmpty()
            && !full.startsWith("/")
            && !full.startsWith("..")
            && !full.contains("/../")
            && full.indexOf('$') < 0
            && full.indexOf('\n') < 0
            && full.indexOf('\t') < 0;
    return inside ? Optional.of(full) : Optional.empty();
  }
}
