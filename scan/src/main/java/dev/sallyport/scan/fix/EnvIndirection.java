package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Template;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The fix for template injection in GitHub Actions: expressions leave the text of the script and
/// come in through environment variables, in the shell's own syntax and with the quotes that each
/// place needs. Where a variable would still be run as code (`eval`, `sh -c`, a here-document for
/// an interpreter) there is no fix.
///
/// Source: GitHub documentation, "Script injections", section on intermediate environment
/// variables.
public final class EnvIndirection {

  /// What a script is written in.
  public enum Language {
    /// bash, sh and their kin.
    POSIX,
    /// pwsh and powershell.
    POWERSHELL,
    /// The `script` of actions/github-script.
    JAVASCRIPT,
    /// cmd expands `%NAME%` before it parses, just as the expression is: no way to be safe.
    CMD,
    OTHER;

    /// @param shell as in `shell:`, such as `bash -e {0}`; empty for what the runner picks
    public static Language ofShell(String shell) {
      String first = shell.strip().toLowerCase(Locale.ROOT).split("[ \t]", 2)[0];
      String program =
          first.substring(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
      return switch (program) {
        case "bash", "sh", "dash", "ash", "zsh", "ksh", "bash.exe" -> POSIX;
        case "pwsh", "powershell", "pwsh.exe", "powershell.exe" -> POWERSHELL;
        case "cmd", "cmd.exe" -> CMD;
        default -> OTHER;
      };
    }
  }

  /// What came of it.
  public sealed interface Outcome {
    /// @param note what a person should check; empty when safe
    record Rewritten(Safety safety, List<Edit> edits, String note) implements Outcome {
      public Rewritten {
        edits = List.copyOf(edits);
      }
    }

    /// @param reason why there is no fix, as a clause
    record NotPossible(String reason) implements Outcome {}

    /// As a fix with this title, if there is one.
    default Optional<Fix> fix(String title) {
      return switch (this) {
        case Rewritten(Safety safety, List<Edit> edits, String note) ->
            Optional.of(new Fix(title, safety, note, edits));
        case NotPossible _ -> Optional.empty();
      };
    }

    /// The same, never safe.
    ///
    /// @param doubt what a person should check, as a clause
    default Outcome doubted(String doubt) {
      return this instanceof Rewritten(Safety safety, List<Edit> edits, _) && safety == Safety.SAFE
          ? new Rewritten(Safety.UNSAFE, edits, "Check: " + doubt + ".")
          : this;
    }
  }

  private final YamlEdits edits;
  private final YamlMapping step;
  private final List<YamlMapping> outerEnv;

  /// @param step with `run`, or with `uses: actions/github-script` and `with.script`
  /// @param outerEnv the `env` of the job and of the workflow, where they are mappings
  public EnvIndirection(YamlEdits edits, YamlMapping step, List<YamlMapping> outerEnv) {
    this.edits = edits;
    this.step = step;
    this.outerEnv = List.copyOf(outerEnv);
  }

  /// Rewrites expressions of the step's `run`.
  ///
  /// @param placeholders with `${{` and `}}`, in the value of `run`
  public Outcome run(Language language, List<Span> placeholders) {
    return step.get("run").orElse(null) instanceof YamlScalar script
        ? rewrite(script, language, placeholders)
        : new Outcome.NotPossible("the step has no script");
  }

  /// Rewrites expressions of the `script` of actions/github-script.
  public Outcome githubScript(List<Span> placeholders) {
    return step.get("with").orElse(null) instanceof YamlMapping with
            && with.get("script").orElse(null) instanceof YamlScalar script
        ? rewrite(script, Language.JAVASCRIPT, placeholders)
        : new Outcome.NotPossible("the step has no script");
  }

  private Outcome rewrite(YamlScalar script, Language language, List<Span> wanted) {
    Optional<YamlNode> own = step.get("env");
    boolean usable = own.isEmpty() || own.get() instanceof YamlMapping || isEmpty(own.get());
    if (!usable) {
      return new Outcome.NotPossible("the step's env is not a list of variables");
    }
    List<YamlMapping> env = new ArrayList<>();
    own.filter(YamlMapping.class::isInstance).map(YamlMapping.class::cast).ifPresent(env::add);
    env.addAll(outerEnv);
    String text = script.value();
    Template template = Template.parse(text);
    List<Template.Part.Expression> all = template.expressions();
    EnvNames names =
        new EnvNames(env.stream().map(edits::env).toList(), withoutExpressions(template));
    List<Placeholder> placeholders = new ArrayList<>();
    List<NewValue.Entry> entries = new ArrayList<>();
    Set<String> added = new HashSet<>();
    Set<Span> asked = Set.copyOf(wanted);
    for (Template.Part.Expression part : all) {
      if (!asked.contains(part.outer())) {
        continue;
      }
      Optional<Expr> expr = part.parsed().tree();
      if (expr.isEmpty()) {
        return new Outcome.NotPossible("the expression is not well formed");
      }
      String source = part.outer().in(text);
      EnvNames.Variable variable = names.choose(expr.get(), source);
      NewValue.Entry entry =
          new NewValue.Entry(variable.name(), NewValue.of(onOneLine(source, expr.get())));
      if (!variable.existing() && added.add(entry.key())) {
        entries.add(entry);
      }
      placeholders.add(
          new Placeholder(part.outer(), expr.get(), variable.name(), OneWord.is(expr.get())));
    }
    if (placeholders.isEmpty() || placeholders.size() != asked.size()) {
      return new Outcome.NotPossible("there is no expression at this place");
    }
    List<Span> spans = all.stream().map(Template.Part.Expression::outer).toList();
    return spell(language, text, placeholders, spans)
        .map(spellings -> combine(script, spellings, entries))
        .orElseGet(() -> new Outcome.NotPossible(noSyntax(language)));
  }

  private static String withoutExpressions(Template template) {
    StringBuilder out = new StringBuilder();
    for (Template.Part part : template.parts()) {
      switch (part) {
        case Template.Part.Text(_, String text) -> out.append(text);
        case Template.Part.Expression _ -> out.append(' ');
      }
    }
    return out.toString();
  }

  private static boolean isEmpty(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.isNull();
  }

  private static String onOneLine(String source, Expr expr) {
    return source.indexOf('\n') < 0 ? source : "${{ " + expr.text() + " }}";
  }

  private static Optional<List<Spelling>> spell(
      Language language, String text, List<Placeholder> placeholders, List<Span> all) {
    return switch (language) {
      case POSIX -> Optional.of(PosixSpelling.of(text, placeholders, all));
      case POWERSHELL -> Optional.of(PowerShellSpelling.of(text, placeholders, all));
      case JAVASCRIPT -> Optional.of(ScriptSpelling.of(text, placeholders, all));
      case CMD, OTHER -> Optional.empty();
    };
  }

  private static String noSyntax(Language language) {
    return language == Language.CMD
        ? "cmd expands variables before it parses, so that nothing would be gained"
        : "this shell's way to read a variable is not known";
  }

  private Outcome combine(
      YamlScalar script, List<Spelling> spellings, List<NewValue.Entry> entries) {
    List<YamlEdits.Part> parts = new ArrayList<>();
    Safety safety = Safety.SAFE;
    String note = "";
    for (Spelling spelling : spellings) {
      switch (spelling) {
        case Spelling.Refuse(String reason) -> {
          return new Outcome.NotPossible(reason);
        }
        case Spelling.Replace replace -> {
          parts.add(new YamlEdits.Part(replace.span(), replace.text()));
          if (replace.safety() == Safety.UNSAFE && safety == Safety.SAFE) {
            safety = Safety.UNSAFE;
            note = "Check: " + replace.note() + ".";
          }
        }
      }
    }
    Optional<List<Edit>> inScript = edits.replaceInside(script, parts);
    Optional<List<Edit>> inEnv = entries.isEmpty() ? Optional.of(List.of()) : env(entries);
    if (inScript.isEmpty() || inEnv.isEmpty()) {
      return new Outcome.NotPossible("the place cannot be edited without changing others");
    }
    List<Edit> both = new ArrayList<>(inEnv.get());
    both.addAll(inScript.get());
    return new Outcome.Rewritten(safety, both, note);
  }

  private Optional<List<Edit>> env(List<NewValue.Entry> entries) {
    boolean runFirst = step.entries().getFirst().key().value().equals("run");
    Place place = runFirst ? Place.after("run") : Place.before("run", "with");
    return edits.insertBelow(step, place, "env", entries);
  }
}
