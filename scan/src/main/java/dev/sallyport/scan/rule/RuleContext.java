package dev.sallyport.scan.rule;

import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.flow.RepositoryFlow;
import dev.sallyport.scan.source.Fetcher;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a rule may look at.
public final class RuleContext {
  private final Project project;
  private final Policies policies;
  private final ActionFacts facts;
  private final Fetcher fetcher;
  private final Supplier<RepositoryFlow> analysis;
  private volatile @Nullable RepositoryFlow flow;

  public RuleContext(Project project, Policies policies) {
    this(project, policies, ActionFacts.bundled(), Fetcher.refusing());
  }

  public RuleContext(Project project, Policies policies, ActionFacts facts, Fetcher fetcher) {
    this.project = project;
    this.policies = policies;
    this.facts = facts;
    this.fetcher = fetcher;
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
