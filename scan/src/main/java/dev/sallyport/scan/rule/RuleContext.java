package dev.sallyport.scan.rule;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Dependabot;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.fix.YamlEdits;
import dev.sallyport.scan.flow.RepositoryFlow;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a rule may look at.
public final class RuleContext {
  private final Project project;
  private final Policies policies;
  private final ActionFacts facts;
  private final Fetcher fetcher;
  private final Branches branches;
  private final Supplier<RepositoryFlow> analysis;
  private final Map<GithubFile, YamlEdits> edits = new ConcurrentHashMap<>();
  private final Set<Problem> problems = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();
  private volatile @Nullable RepositoryFlow flow;

  public RuleContext(Project project, Policies policies) {
    this(project, policies, ActionFacts.bundled(), Fetcher.refusing(), Branches.none());
  }

  public RuleContext(
      Project project, Policies policies, ActionFacts facts, Fetcher fetcher, Branches branches) {
    this.project = project;
    this.policies = policies;
    this.facts = facts;
    this.fetcher = fetcher;
    this.branches = branches;
    this.analysis = () -> RepositoryFlow.of(project);
  }

  public Project project() {
    return project;
  }

  public Policies policies() {
    return policies;
  }

  /// What is known of published actions without a network.
  public ActionFacts facts() {
    return facts;
  }

  /// What can be asked of other repositories; without a network it knows nothing.
  public Fetcher fetcher() {
    return fetcher;
  }

  /// What other branches of this clone hold; nothing unless somebody wants to know.
  public Branches branches() {
    return branches;
  }

  /// Makes edits of a file for fixes; one per file, for it must look at the whole document.
  public YamlEdits edits(GithubFile file) {
    return edits.computeIfAbsent(file, f -> YamlEdits.of(f.file(), root(f)));
  }

  /// What several rules work out of the project, made by the first that asks for it.
  ///
  /// @param kind belongs to these rules alone
  public <T> T shared(Class<T> kind, Supplier<T> maker) {
    return kind.cast(shared.computeIfAbsent(kind, _ -> maker.get()));
  }

  private static YamlNode root(GithubFile file) {
    return switch (file) {
      case Workflow workflow -> workflow.root();
      case ActionDefinition action -> action.root();
      case Dependabot dependabot -> dependabot.root();
    };
  }

  /// A rule could not look at everything that it should.
  public void problem(Problem problem) {
    problems.add(problem);
  }

  /// What was not looked at to the end, by rules or by [#flow], so far.
  public List<Problem> problems() {
    Set<Problem> all = new LinkedHashSet<>();
    RepositoryFlow known = flow;
    if (known != null) {
      all.addAll(known.problems());
    }
    synchronized (problems) {
      all.addAll(problems);
    }
    return List.copyOf(all);
  }

  /// Taint, reach, privilege and gates over the project; computed once, when first asked for.
  public RepositoryFlow flow() {
    RepositoryFlow known = flow;
    if (known == null) {
      synchronized (this) {
        known = flow;
        if (known == null) {
          known = analysis.get();
          flow = known;
        }
      }
    }
    return known;
  }
}
