package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.LineIndex;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import dev.sallyport.scan.syntax.settings.ConfigProblems;
import dev.sallyport.scan.syntax.settings.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Findings that were there when somebody decided to look at new ones only. A text file, one line
/// per finding, columns with tabs between them: fingerprint, severity, rule, path, message. A
/// finding
/// that is more severe than its line says is reported again; lines without a severity, as they were
/// written once, hold for every one. The rest of a line is for people.
public final class Baseline {
  private static final String HEADER =
      """
      # Findings that sallyport scan does not report again. Remove a line to see its finding.
      # fingerprint\tseverity\trule\tpath\tmessage
      """;

  /// Far more than any repository has; keeps memory small on a wrong file.
  static final int LONGEST = 50_000_000;

  private static final List<String> CONFLICT = List.of("<<<<<<<", "|||||||", "=======", ">>>>>>>");

  private final String name;

  /// By fingerprint, as the file tells it.
  private final Map<String, Entry> entries;

  /// @param most up to which severity the finding is accepted
  private record Entry(String rule, Severity most) {
    /// Of two lines on one finding, such as after a merge, the more lenient one counts.
    Entry or(Entry other) {
      return most.atLeast(other.most) ? this : other;
    }
  }

  private Baseline(String name, Map<String, Entry> entries) {
    this.name = name;
    this.entries = Map.copyOf(entries);
  }

  /// What reading a baseline came to.
  public sealed interface Result {
    record Loaded(Baseline baseline) implements Result {}

    /// @param problems in the order of the file; never empty
    record Invalid(List<ConfigProblem> problems) implements Result {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /// Takes lines twice, blank lines, comments (`#`) and any line ends.
  ///
  /// @param name of the file, for messages
  public static Result read(String name, String content) {
    // Editors on Windows like to put a byte order mark in front.
    String text = content.startsWith("\ufeff") ? content.substring(1) : content;
    ConfigProblems problems = new ConfigProblems(new SourceText(name, text, ""));
    Map<String, Entry> found = new HashMap<>();
    if (text.length() > LONGEST) {
      problems.add(
          0,
          "baseline",
          "at most " + LONGEST + " characters",
          text.length() + "",
          "Name the file " + "that --write-baseline wrote");
    } else {
      LineIndex lines = problems.file().lines();
      for (int line = 1; line <= lines.lines(); line++) {
        line(lines.text(line), lines.start(line), problems, found);
      }
    }
    return problems.isEmpty()
        ? new Result.Loaded(new Baseline(name, found))
        : new Result.Invalid(problems.list());
  }

  private static void line(
      String line, int offset, ConfigProblems problems, Map<String, Entry> found) {
    if (line.isBlank() || line.startsWith("#")) {
      return;
    }
    if (CONFLICT.stream().anyMatch(line::startsWith)) {
      problems.add(
          offset,
          "baseline",
          "a merged file",
          "the conflict mark '" + line.substring(0, 7) + "'",
          "Keep the lines of both sides and delete the marks; merge=union in .gitattributes does it");
      return;
    }
    String fingerprint = word(line, 0);
    if (BaselineLine.isFingerprint(fingerprint)) {
      found.merge(fingerprint, entry(line, fingerprint.length() + 1), Entry::or);
    } else {
      problems.add(
          offset,
          "baseline",
          "a line that starts with a fingerprint of "
              + BaselineLine.FINGERPRINT_LENGTH
              + " lower-case hexadecimal digits",
          "'" + Printable.of(fingerprint) + "'",
          "Delete the line or write the file anew with --write-baseline");
    }
  }

  private static Entry entry(String line, int from) {
    String first = word(line, Math.min(from, line.length()));
    for (Severity severity : Severity.values()) {
      if (severity.id().equals(first)) {
        return new Entry(word(line, Math.min(from + first.length() + 1, line.length())), severity);
      }
    }
    return new Entry(first, Severity.CRITICAL);
  }

  private static String word(String line, int from) {
    int end = from;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return line.substring(from, end);
  }

  /// The file's text for these findings: sorted, ends with a line break, no date or version in it.
  public static String write(Collection<Finding> findings) {
    StringBuilder out = new StringBuilder(HEADER);
    findings.stream()
        .map(BaselineLine::of)
        .distinct()
        .sorted(BaselineLine.ORDER)
        .forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  public int size() {
    return entries.size();
  }

  /// @param stale entries that nothing was found for, such as mended ones
  /// @param notices one line about stale entries, or none
  public record Outcome(
      List<Finding> kept, List<Suppressed> suppressed, int stale, List<String> notices) {
    public Outcome {
      kept = List.copyOf(kept);
      suppressed = List.copyOf(suppressed);
      notices = List.copyOf(notices);
    }
  }

  /// Hides what the baseline knows, unless it is more severe now.
  ///
  /// @param elsewhere fingerprints of findings that something else hides; they are not stale
  /// @param ran ids of the rules that ran; entries of others cannot be called stale
  public Outcome apply(
      List<Finding> findings, Collection<String> elsewhere, Collection<String> ran) {
    List<Finding> kept = new ArrayList<>();
    List<Suppressed> hidden = new ArrayList<>();
    Map<String, Entry> unmet = new HashMap<>(entries);
    Set<String> known = Set.copyOf(ran);
    unmet.values().removeIf(entry -> !known.contains(entry.rule()));
    elsewhere.forEach(unmet::remove);
    for (Finding finding : findings) {
      unmet.remove(finding.fingerprint());
      Entry entry = entries.get(finding.fingerprint());
      if (entry == null) {
        kept.add(finding);
      } else if (entry.most().atLeast(finding.severity())) {
        hidden.add(new Suppressed(finding, "baseline", "listed in " + name, null, null));
      } else {
        kept.add(Told.with(finding, name + " lists it as " + entry.most().id()));
      }
    }
    return new Outcome(kept, hidden, unmet.size(), stale(unmet.size()));
  }

  private List<String> stale(int count) {
    return count == 0
        ? List.of()
        : List.of(
            "%s: stale entries: %d of %d (nothing like them is found any more); write it anew with"
                    .formatted(name, count, entries.size())
                + " --write-baseline");
  }
}
