package dev.sallyport.cli;

import dev.sallyport.base.model.finding.ConfigurationEffect.Origin;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.Configuration;
import dev.sallyport.scan.engine.ConfigurationReader;
import dev.sallyport.scan.engine.ConfigurationResult;
import dev.sallyport.scan.source.Limits;
import dev.sallyport.scan.source.Revision;
import dev.sallyport.scan.source.SideFile;
import dev.sallyport.scan.source.Sources;
import dev.sallyport.scan.source.Target;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The configuration of a scan and where it comes from.
record ConfigurationSource(Configuration configuration, Origin origin) {
  /// UTF-8 needs four bytes for a character at most.
  private static final int LARGEST = 4 * ConfigurationReader.LONGEST;

  /// @param known ids of all rules there are
  /// @throws UsageException when it cannot be read, or is wrong
  static ConfigurationSource of(ScanCommand asked, Target target, List<String> known) {
    Path file = asked.config;
    String revision = asked.configFrom;
    int ways = (file == null ? 0 : 1) + (revision == null ? 0 : 1) + (asked.noConfig ? 1 : 0);
    if (ways > 1) {
      throw new UsageException("--config, --config-from and --no-config do not go together");
    }
    if (asked.noConfig) {
      return new ConfigurationSource(Configuration.DEFAULT, Origin.NONE);
    }
    if (file != null) {
      return sound(ConfigurationReader.read(named("--config", file, LARGEST), known), Origin.FILE);
    }
    return revision == null
        ? sound(ConfigurationReader.find(name -> inTree(target, name), known), Origin.TREE)
        : sound(fromRevision(target, revision, known), Origin.REVISION);
  }

  private static ConfigurationSource sound(ConfigurationResult result, Origin origin) {
    return switch (result) {
      case ConfigurationResult.Loaded(Configuration configuration) ->
          new ConfigurationSource(
              configuration, configuration.path().isEmpty() ? Origin.NONE : origin);
      case ConfigurationResult.Invalid(List<ConfigProblem> problems) ->
          throw new UsageException(
              "the configuration has "
                  + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                  + "\n"
                  + String.join("\n", problems.stream().map(ConfigProblem::toString).toList()));
    };
  }

  private static Optional<SourceText> inTree(Target target, String name) {
    return switch (SideFile.inTree(target.root().resolve(name), LARGEST)) {
      case SideFile.Outcome.Text(String text) -> Optional.of(new SourceText(name, text, ""));
      case SideFile.Outcome.Absent _ -> Optional.empty();
      case SideFile.Outcome.Refused(String why) -> throw refused(name + " " + why);
    };
  }

  private static UsageException refused(String what) {
    return new UsageException(
        what
            + "; wanted a plain, readable file, or none. Mend or delete it, name another one with"
            + " --config FILE, or scan with --no-config");
  }

  /// @param option that names the file
  /// @param limit bytes that it may have
  static SourceText named(String option, Path file, int limit) {
    return switch (SideFile.named(file, limit)) {
      case SideFile.Outcome.Text(String text) -> new SourceText(file.toString(), text, "");
      case SideFile.Outcome.Absent _ ->
          throw new UsageException(option + ": there is no file " + file);
      case SideFile.Outcome.Refused(String why) ->
          throw new UsageException(
              option + ": " + file + " " + why + "; wanted a readable text file");
    };
  }

  /// As it is in the revision itself, not where the current branch left it: what was decided since
  /// then holds too.
  private static ConfigurationResult fromRevision(
      Target target, String revision, List<String> known) {
    Target whole = new Target(target.root(), target.repository(), new TreeSet<>(Set.of("")));
    return switch (Revision.read(
        whole,
        revision,
        Revision.Base.EXACT,
        ConfigurationReader.NAMES::contains,
        Limits.DEFAULT)) {
      case Revision.Outcome.Missing(String why) ->
          throw new UsageException("--config-from: " + why);
      case Revision.Outcome.Read(_, Sources sources) -> {
        if (!sources.problems().isEmpty()) {
          var problem = sources.problems().getFirst();
          throw refused(revision + ":" + problem.path() + ": " + problem.message());
        }
        yield ConfigurationReader.find(name -> byName(sources, revision, name), known);
      }
    };
  }

  private static Optional<SourceText> byName(Sources sources, String revision, String name) {
    return sources.texts().stream()
        .filter(text -> text.path().equals(name))
        .findFirst()
        .map(text -> new SourceText(revision + ":" + name, text.text(), ""));
  }
}
