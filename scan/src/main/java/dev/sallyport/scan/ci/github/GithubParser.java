package dev.sallyport.scan.ci.github;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlParser;
import dev.sallyport.scan.syntax.yaml.YamlResult;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// GitHub's YAML files to typed values. Reads whatever it can: what GitHub would refuse becomes a
/// [GithubFile.Trouble], and the rest of the file is still looked at.
public final class GithubParser {
  private final SourceText file;
  private final NodeReader read = new NodeReader();
  private final TriggerReader triggers = new TriggerReader(read);
  private final PermissionReader permissions = new PermissionReader(read);

  private GithubParser(SourceText file) {
    this.file = file;
  }

  /// What became of one file.
  public sealed interface Outcome {
    record Parsed(GithubFile file) implements Outcome {}

    /// @param line from 1, 0 when unknown
    record Broken(int line, String message) implements Outcome {}
  }

  /// How the message on a file begins that is YAML and holds something else.
  public static final String WANTED = "wanted keys such as 'on:' or 'runs:' at the top, got ";

  /// Parses a file that [GithubPaths] recognises.
  public static Outcome parse(SourceText file, GithubPaths.Kind kind) {
    return switch (YamlParser.parse(file.text())) {
      case YamlResult.Bad bad -> new Outcome.Broken(bad.line(), bad.message());
      case YamlResult.Ok(YamlMapping root, List<YamlResult.Note> notes) ->
          new Outcome.Parsed(new GithubParser(file).file(kind, root, notes));
      case YamlResult.Ok(@Nullable YamlNode root, _) ->
          new Outcome.Broken(
              1,
              WANTED
                  + switch (root) {
                    case null -> "nothing: the file is empty";
                    case YamlMapping _ -> "others";
                    case YamlSequence _ -> "a list";
                    case YamlScalar scalar when scalar.isNull() -> "nothing: the file is empty";
                    case YamlScalar _ -> "a single text";
                  });
    };
  }

  private GithubFile file(GithubPaths.Kind kind, YamlMapping root, List<YamlResult.Note> notes) {
    for (YamlResult.Note note : notes) {
      read.troubles()
          .add(
              new GithubFile.Trouble(
                  GithubFile.Trouble.Kind.ERROR,
                  new dev.sallyport.base.text.Span(note.offset(), note.offset() + note.length()),
                  note.message()));
    }
    return switch (kind) {
      case WORKFLOW -> workflow(root);
      case ACTION -> action(root);
      case DEPENDABOT -> dependabot(root);
    };
  }

  private Workflow workflow(YamlMapping root) {
    read.known(root, Keys.WORKFLOW, "a workflow");
    RunDefaults defaults = defaults(root, RunDefaults.NONE);
    Vars env = read.vars(root, "env");
    List<Job> jobs = new ArrayList<>();
    Optional<YamlMapping> block = read.mapping(root, "jobs");
    if (block.isEmpty()) {
      read.error(root, "a workflow needs 'jobs'");
    }
    for (YamlEntry entry : block.map(YamlMapping::entries).orElse(List.of())) {
      read.mapping(entry.value(), entry.key().value())
          .ifPresent(node -> jobs.add(job(entry.key(), node, defaults, env)));
    }
    YamlEntry on = root.entry("on").or(() -> root.entry("true")).orElse(null);
    if (on == null) {
      read.error(root, "a workflow needs 'on'");
    }
    return new Workflow(
        file,
        root,
        read.text(root, "name"),
        read.text(root, "run-name"),
        on,
        on == null ? List.of() : triggers.all(on.value()),
        permissions.of(root),
        env,
        root.get("concurrency").orElse(null),
        jobs,
        byId(jobs),
        read.troubles());
  }

  private static Map<String, Job> byId(List<Job> jobs) {
    Map<String, Job> out = new HashMap<>();
    jobs.forEach(job -> out.putIfAbsent(job.id().toLowerCase(Locale.ROOT), job));
    return out;
  }

  /// `defaults.run` in force, the job's over the workflow's, key by key.
  ///
  /// @param shell "" for the runner's
  private record RunDefaults(String shell, @Nullable Text workingDirectory) {
    static final RunDefaults NONE = new RunDefaults("", null);

    RunDefaults shell(String other) {
      return new RunDefaults(other, workingDirectory);
    }
  }

  private RunDefaults defaults(YamlMapping parent, RunDefaults inherited) {
    YamlMapping run =
        read.mapping(parent, "defaults").flatMap(d -> read.mapping(d, "run")).orElse(null);
    if (run == null) {
      return inherited;
    }
    String shell = read.scalar(run, "shell").map(YamlScalar::value).orElse(inherited.shell);
    Text directory = read.text(run, "working-directory");
    return new RunDefaults(shell, directory == null ? inherited.workingDirectory : directory);
  }

  private Job job(YamlScalar key, YamlMapping node, RunDefaults around, Vars workflowEnv) {
    read.known(node, Keys.JOB, "a job");
    List<Text> runsOn = runsOn(node.get("runs-on").orElse(null));
    RunDefaults defaults = defaults(node, around);
    if (defaults.shell.isEmpty() && runsOn.stream().anyMatch(GithubParser::windows)) {
      defaults = defaults.shell("pwsh");
    }
    YamlNode environment = node.get("environment").orElse(null);
    YamlScalar inherit =
        node.get("secrets").orElse(null) instanceof YamlScalar scalar
                && scalar.value().equals("inherit")
            ? scalar
            : null;
    Vars env = read.vars(node, "env");
    Text uses = read.text(node, "uses");
    if (uses == null && node.get("steps").isEmpty()) {
      read.error(node, "job '" + key.value() + "' has neither 'steps' nor 'uses'");
    }
    return new Job(
        file,
        key.value(),
        key,
        node,
        read.text(node, "name"),
        read.texts(node.get("needs").orElse(null)),
        read.condition(node),
        permissions.of(node),
        env,
        runsOn,
        node.get("runs-on").orElse(null),
        environment,
        environmentName(environment),
        node.get("container").map(c -> image("container", c)).orElse(null),
        services(node),
        read.mapping(node, "strategy").flatMap(s -> s.get("matrix")).orElse(null),
        node.get("concurrency").orElse(null),
        read.text(node, "timeout-minutes"),
        read.vars(node, "outputs"),
        uses == null ? null : Uses.parse(uses),
        read.vars(node, "with"),
        inherit == null ? read.vars(node, "secrets") : Vars.NONE,
        inherit,
        steps(node, defaults, List.of(env, workflowEnv)));
  }

  private static boolean windows(Text label) {
    return label.value().toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private List<Text> runsOn(@Nullable YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      List<Text> labels = new ArrayList<>(read.texts(mapping.get("labels").orElse(null)));
      labels.addAll(read.texts(mapping.get("group").orElse(null)));
      return labels;
    }
    return read.texts(node);
  }

  private static @Nullable Text environmentName(@Nullable YamlNode node) {
    return switch (node) {
      case YamlScalar scalar when !scalar.isNull() -> Text.of(scalar);
      case YamlMapping mapping ->
          mapping.get("name").orElse(null) instanceof YamlScalar name ? Text.of(name) : null;
      case null, default -> null;
    };
  }

  private List<Image> services(YamlMapping node) {
    if (node.get("services").orElse(null) instanceof YamlScalar) {
      return List.of(); // an expression
    }
    return read.mapping(node, "services").map(YamlMapping::entries).orElse(List.of()).stream()
        .map(entry -> image(entry.key().value(), entry.value()))
        .toList();
  }

  private Image image(String name, YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return new Image(
          name,
          mapping.span(),
          read.text(mapping, "image"),
          read.vars(mapping, "credentials"),
          read.vars(mapping, "env"),
          read.text(mapping, "options"),
          read.text(mapping, "entrypoint"),
          read.text(mapping, "command"),
          mapping.get("volumes").orElse(null));
    }
    Text image = node instanceof YamlScalar scalar && !scalar.isNull() ? Text.of(scalar) : null;
    return new Image(name, node.span(), image, Vars.NONE, Vars.NONE, null, null, null, null);
  }

  private List<Step> steps(YamlMapping parent, RunDefaults defaults, List<Vars> around) {
    YamlNode node = parent.get("steps").orElse(null);
    if (!(node instanceof YamlSequence list)) {
      if (node != null && !NodeReader.isNull(node)) {
        read.error(node, "expected a sequence for 'steps', got a " + node.kind());
      }
      return List.of();
    }
    List<Step> out = new ArrayList<>();
    for (YamlNode item : list.items()) {
      read.mapping(item, "step")
          .ifPresent(step -> out.add(step(out.size(), step, defaults, around)));
    }
    return out;
  }

  private Step step(int index, YamlMapping node, RunDefaults defaults, List<Vars> around) {
    read.known(node, Keys.STEP, "a step");
    Text uses = read.text(node, "uses");
    Text run = read.text(node, "run");
    if ((uses == null) == (run == null)) {
      read.error(node, "a step needs either 'run' or 'uses'" + (run == null ? "" : ", not both"));
    }
    String shell = read.scalar(node, "shell").map(YamlScalar::value).orElse(defaults.shell);
    Text directory = read.text(node, "working-directory");
    return new Step(
        file,
        index,
        node,
        new Step.Parts(
            read.text(node, "id"),
            read.text(node, "name"),
            read.condition(node),
            uses == null ? null : Uses.parse(uses),
            run,
            shell,
            directory == null && run != null ? defaults.workingDirectory : directory,
            read.vars(node, "with"),
            read.vars(node, "env"),
            around,
            read.text(node, "continue-on-error")));
  }

  private ActionDefinition action(YamlMapping root) {
    read.known(root, Keys.ACTION, "an action");
    YamlMapping runs = read.mapping(root, "runs").orElse(null);
    if (runs == null) {
      read.error(root, "an action needs 'runs'");
    }
    YamlScalar using = runs == null ? null : read.scalar(runs, "using").orElse(null);
    return new ActionDefinition(
        file,
        root,
        read.text(root, "name"),
        triggers.declared(root, "inputs"),
        read.vars(root, "outputs"),
        using == null ? "" : using.value(),
        using == null ? root.span() : using.span(),
        runs == null ? null : read.text(runs, "image"),
        runs == null ? List.of() : steps(runs, RunDefaults.NONE, List.of()),
        read.troubles());
  }

  private Dependabot dependabot(YamlMapping root) {
    List<Dependabot.Update> updates = new ArrayList<>();
    if (root.get("updates").orElse(null) instanceof YamlSequence list) {
      for (YamlNode item : list.items()) {
        read.mapping(item, "updates").ifPresent(node -> updates.add(update(node)));
      }
    } else {
      read.error(root, "dependabot.yml needs a list of 'updates'");
    }
    return new Dependabot(file, root, updates, read.troubles());
  }

  private Dependabot.Update update(YamlMapping node) {
    List<Text> directories = new ArrayList<>(read.texts(node.get("directory").orElse(null)));
    directories.addAll(read.texts(node.get("directories").orElse(null)));
    return new Dependabot.Update(
        node.span(),
        node,
        NodeReader.plain(node, "package-ecosystem"),
        directories.stream().map(Text::value).toList(),
        node.get("cooldown").orElse(null) instanceof YamlMapping cooldown ? cooldown : null,
        read.text(node, "insecure-external-code-execution"));
  }
}
