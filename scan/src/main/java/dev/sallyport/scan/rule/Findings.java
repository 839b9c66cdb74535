package dev.sallyport.scan.rule;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Collects what one rule finds. Two findings at the same place with the same message are one.
public final class Findings {
  /// More edits than a person writes expressions in a script.
  private static final int MOST_REPEATED = 40;

  private final RuleInfo rule;
  private final boolean wantsFixes;
  private final Map<String, Finding> found = new LinkedHashMap<>(0);
  private final Map<String, Integer> seen = new HashMap<>(0);
  // Most rules find nothing in most files, and this map is large from the start.
  private @Nullable Map<Object, Shared> shared;

  /// A fix and the place of the first finding that it mends.
  private record Shared(Optional<Fix> fix, Location first) {}

  /// With fixes.
  public Findings(RuleInfo rule) {
    this(rule, true);
  }

  public Findings(RuleInfo rule, boolean wantsFixes) {
    this.rule = rule;
    this.wantsFixes = wantsFixes;
  }

  public List<Finding> list() {
    return List.copyOf(found.values());
  }

  /// Begins a finding. Everything not said is as the rule's [RuleInfo] has it.
  public Draft at(SourceText file, Span span) {
    return new Draft(file, span);
  }

  /// One finding in the making; [#add()] ends it.
  public final class Draft {
    private final SourceText file;
    private final Span span;
    private Severity severity = rule.severity();
    private Confidence confidence = rule.confidence();
    private Persona persona = rule.persona();
    private Reach reach = Reach.NONE;
    private String message = rule.title();
    private String key = "";
    private final List<Related> related = new ArrayList<>();
    private final List<PathStep> path = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Fix> fixes = new ArrayList<>();

    private Draft(SourceText file, Span span) {
      this.file = file;
      this.span = span;
    }

    public Draft severity(Severity value) {
      severity = value;
      return this;
    }

    public Draft confidence(Confidence value) {
      confidence = value;
      return this;
    }

    public Draft persona(Persona value) {
      persona = value;
      return this;
    }

    public Draft reach(Reach value) {
      reach = value;
      return this;
    }

    public Draft message(String value) {
      message = value;
      return this;
    }

    /// Names that stay when lines move, such as job and step; part of the fingerprint.
    public Draft key(String value) {
      key = value;
      return this;
    }

    public Draft related(SourceText where, Span at, String text) {
      related.add(new Related(where.at(at), text));
      return this;
    }

    public Draft step(SourceText where, Span at, String text) {
      path.add(new PathStep(where.at(at), text));
      return this;
    }

    public Draft path(List<PathStep> steps) {
      path.addAll(steps);
      return this;
    }

    public Draft reference(Reference reference) {
      references.add(reference);
      return this;
    }

    /// Offers a fix, if there is one; made only when somebody wants to see fixes, for making one
    /// means to look at the whole document.
    public Draft fix(Supplier<Optional<Fix>> fix) {
      if (wantsFixes) {
        fix.get().ifPresent(fixes::add);
      }
      return this;
    }

    /// A fix that mends all findings of one place at once, such as those of a step: made once. A
    /// long one hangs on the first of them alone, to which the others point, or the report would
    /// grow with the square of their number.
    public Draft sharedFix(Object place, Supplier<Optional<Fix>> fix) {
      if (wantsFixes) {
        Map<Object, Shared> fixed = shared == null ? new IdentityHashMap<>() : shared;
        shared = fixed;
        boolean first = !fixed.containsKey(place);
        Shared known = fixed.computeIfAbsent(place, _ -> new Shared(fix.get(), file.at(span)));
        known
            .fix()
            .ifPresent(
                made -> {
                  if (first || made.edits().size() <= MOST_REPEATED) {
                    fixes.add(made);
                  } else {
                    related.add(new Related(known.first(), "the fix of this finding mends it too"));
                  }
                });
      }
      return this;
    }

    public void add() {
      String identity = file.path() + ":" + span.start() + ":" + span.end() + ":" + message;
      if (found.containsKey(identity)) {
        return;
      }
      String snippet = span.in(file.text());
      String base = Fingerprints.base(rule.id(), file.path(), key, snippet);
      int nth = seen.merge(base, 1, Integer::sum);
      found.put(
          identity,
          new Finding(
              rule.id(),
              severity,
              confidence,
              persona,
              reach,
              message,
              file.at(span),
              related,
              path,
              references,
              fixes,
              Fingerprints.nth(base, nth)));
    }
  }
}
