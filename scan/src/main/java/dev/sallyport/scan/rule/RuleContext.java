package dev.sallyport.scan.rule;

import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.flow.RepositoryFlow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a rule may look at.
public final class RuleContext {
  private final Project project;
  private final Policies policies;
  private final Supplier<RepositoryFlow> analysis;
  private volatile @Nullable RepositoryFlow flow;

  public RuleContext(Project project, Policies policies) {
    this.project = project;
    this.policies = policies;
    this.analysis = () -> RepositoryFlow.of(project);
  }

  public Project project() {
    return project;
  }

  public Policies policies() {
    return policies;
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
