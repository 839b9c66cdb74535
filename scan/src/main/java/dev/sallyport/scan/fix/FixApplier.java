package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.source.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Applies the fixes of findings to the texts that were scanned. Fixes that get into each other's
/// way are not mixed: the one of the worse finding wins, then the one further up, and the other is
/// reported, to be made by running again. A YAML file is parsed before and after; a fix that would
/// break it, or change anything that its edits do not touch, is left out.
public final class FixApplier {
  /// How many fixes of broken files are tried one by one.
  private static final int MAX_TRIALS = 200;

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::primary)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::fingerprint);

  /// @param files changed ones alone, by path
  /// @param applied in the order of precedence
  /// @param skipped findings that have a fix which was not applied, and why
  public record Outcome(List<ChangedFile> files, List<Applied> applied, List<Skipped> skipped) {
    public Outcome {
      files = List.copyOf(files);
      applied = List.copyOf(applied);
      skipped = List.copyOf(skipped);
    }

    /// Whether another run would find something to apply.
    public boolean runAgain() {
      return skipped.stream().anyMatch(Skipped::again);
    }
  }

  public record Applied(Finding finding, Fix fix) {}

  /// @param again whether it may go through when all is scanned and fixed once more
  public record Skipped(Finding finding, Fix fix, String reason, boolean again) {}

  private final Map<String, SourceText> texts;
  private final List<Applied> accepted = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private TreeMap<String, EditSet> edits = new TreeMap<>();

  private FixApplier(Map<String, SourceText> texts) {
    this.texts = texts;
  }

  /// @param texts by path, as they were when the findings were made
  /// @param most `SAFE` for safe fixes alone
  public static Outcome apply(List<Finding> findings, Map<String, SourceText> texts, Safety most) {
    FixApplier applier = new FixApplier(texts);
    findings.stream().sorted(ORDER).forEach(finding -> applier.consider(finding, most));
    applier.mend();
    return applier.outcome();
  }

  private void consider(Finding finding, Safety most) {
    Optional<Fix> fix =
        finding.fixes().stream()
            .filter(candidate -> candidate.safety().compareTo(most) <= 0)
            .min(Comparator.comparing(Fix::safety));
    if (fix.isPresent()) {
      add(new Applied(finding, fix.get()));
    } else if (!finding.fixes().isEmpty()) {
      String reason = "the fix may change behaviour; --fix=unsafe applies it";
      skipped.add(new Skipped(finding, finding.fixes().getFirst(), reason, false));
    }
  }

  private void add(Applied wanted) {
    String reason = obstacle(wanted.fix());
    if (reason.isEmpty()) {
      accept(wanted);
    } else {
      boolean again = reason.startsWith("overlaps");
      skipped.add(new Skipped(wanted.finding(), wanted.fix(), reason, again));
    }
  }

  private void accept(Applied wanted) {
    for (Edit edit : wanted.fix().edits()) {
      edits.computeIfAbsent(edit.path(), _ -> new EditSet()).add(edit);
    }
    accepted.add(wanted);
  }

  private String obstacle(Fix fix) {
    for (int i = 0; i < fix.edits().size(); i++) {
      Edit edit = fix.edits().get(i);
      @Nullable SourceText text = texts.get(edit.path());
      if (text == null || edit.span().end() > text.text().length()) {
        return "it edits a place that was not read: " + edit.path();
      }
      for (Edit other : fix.edits().subList(0, i)) {
        if (edit.path().equals(other.path()) && edit.span().overlaps(other.span())) {
          return "its own edits overlap";
        }
      }
      @Nullable EditSet set = edits.get(edit.path());
      if (set != null && set.conflicts(edit)) {
        return "overlaps another fix at " + text.at(edit.span()) + ", run again";
      }
    }
    return "";
  }

  /// Drops fixes until every file holds up: all at once if nothing is wrong, which is the rule,
  /// else those of the broken files one by one.
  private void mend() {
    Set<String> broken = new TreeSet<>();
    for (String path : edits.keySet()) {
      if (!problem(path).isEmpty()) {
        broken.add(path);
      }
    }
    if (broken.isEmpty()) {
      return;
    }
    List<Applied> all = List.copyOf(accepted);
    accepted.clear();
    edits = new TreeMap<>();
    all.stream().filter(one -> !touches(one.fix(), broken)).forEach(this::accept);
    int trials = 0;
    for (Applied one : all) {
      if (touches(one.fix(), broken)) {
        String reason =
            trials++ < MAX_TRIALS ? trial(one) : "too many fixes of a file that breaks, run again";
        if (!reason.isEmpty()) {
          skipped.add(new Skipped(one.finding(), one.fix(), reason, trials > MAX_TRIALS));
        }
      }
    }
  }

  private static boolean touches(Fix fix, Set<String> paths) {
    return fix.edits().stream().anyMatch(edit -> paths.contains(edit.path()));
  }

  private String trial(Applied one) {
    List<Applied> before = List.copyOf(accepted);
    accept(one);
    Set<String> paths = new HashSet<>();
    one.fix().edits().forEach(edit -> paths.add(edit.path()));
    for (String path : new TreeSet<>(paths)) {
      String problem = problem(path);
      if (!problem.isEmpty()) {
        accepted.clear();
        edits = new TreeMap<>();
        before.forEach(this::accept);
        return problem;
      }
    }
    return "";
  }

  private String problem(String path) {
    String text = text(path);
    List<Edit> sorted = editsOf(path);
    return isYaml(path) ? Unchanged.problem(text, EditSet.apply(text, sorted), sorted) : "";
  }

  private List<Edit> editsOf(String path) {
    @Nullable EditSet set = edits.get(path);
    return set == null ? List.of() : set.sorted();
  }

  private static boolean isYaml(String path) {
    return path.endsWith(".yml") || path.endsWith(".yaml");
  }

  private String text(String path) {
    @Nullable SourceText source = texts.get(path);
    return source == null ? "" : source.text();
  }

  private Outcome outcome() {
    List<ChangedFile> files = new ArrayList<>();
    for (String path : edits.keySet()) {
      @Nullable SourceText before = texts.get(path);
      String after = EditSet.apply(text(path), editsOf(path));
      if (before != null && !after.equals(before.text())) {
        files.add(new ChangedFile(before, after));
      }
    }
    return new Outcome(files, accepted, skipped);
  }
}
