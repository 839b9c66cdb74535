package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Dependabot;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.Ecosystem;
import dev.sallyport.scan.ci.github.knowledge.PlatformKnowledge;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Nothing proposes newer versions of what the repository depends on.
final class MissingUpdateBot implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "missing-update-bot",
              "Dependencies are not kept up to date by a bot",
              Severity.INFO,
              Reference.cwe(1104),
              Reference.cicdSec(3),
              Reference.cis("3.1.8"))
          .with(Persona.PEDANTIC);

  private static final String ACTIONS = "github-actions";
  private static final int MOST_SHOWN = 5;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /// A settings file and what it should speak of do not refer to each other.
  @Override
  public boolean wholeRepository() {
    return true;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Project project = context.project();
    if (otherBot(project)) {
      return;
    }
    if (project.dependabots().isEmpty()) {
      none(project, out);
    } else {
      project.dependabots().forEach(file -> gaps(project, file, out));
    }
  }

  private static void none(Project project, Findings out) {
    Set<String> wanted =
        wanted(project).stream().map(List::getFirst).collect(Collectors.toCollection(TreeSet::new));
    if (wanted.isEmpty() || project.workflows().isEmpty()) {
      return;
    }
    Workflow first = project.workflows().getFirst();
    out.at(first.file(), first.head())
        .reach(Reach.SUPPLIER)
        .message(
            "nothing proposes updates for "
                + Few.of(wanted, MOST_SHOWN)
                + "; there is no .github/dependabot.yml and no other bot's settings")
        .add();
  }

  private static void gaps(Project project, Dependabot file, Findings out) {
    Set<String> known =
        file.updates().stream()
            .map(update -> update.ecosystem().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Set<String> missing =
        wanted(project).stream()
            .filter(names -> names.stream().noneMatch(known::contains))
            .map(names -> String.join(" or ", names))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!missing.isEmpty()) {
      Span span =
          file.root().entry("updates").map(entry -> entry.key().span()).orElse(file.root().span());
      out.at(file.file(), span)
          .reach(Reach.SUPPLIER)
          .message("no entry keeps " + Few.of(missing, MOST_SHOWN) + " up to date")
          .add();
    }
  }

  /// What the repository depends on, each with the ecosystems of which one will do.
  private static List<List<String>> wanted(Project project) {
    List<List<String>> wanted =
        PlatformKnowledge.ecosystems().stream()
            .filter(row -> project.paths().stream().anyMatch(row::tells))
            .map(Ecosystem::names)
            .distinct()
            .collect(Collectors.toList());
    boolean actions = project.uses().stream().anyMatch(site -> site.uses() instanceof Uses.Remote);
    if (actions) {
      wanted.add(List.of(ACTIONS));
    }
    return wanted;
  }

  /// Its settings, or a workflow that starts it.
  private static boolean otherBot(Project project) {
    return project.paths().stream().anyMatch(MissingUpdateBot::isRenovate)
        || project.uses().stream()
            .map(UsesSite::uses)
            .anyMatch(
                uses -> uses instanceof Uses.Remote remote && remote.slug().contains("renovate"));
  }

  private static boolean isRenovate(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.equals("renovate.json")
        || name.equals("renovate.json5")
        || name.startsWith(".renovaterc");
  }
}
