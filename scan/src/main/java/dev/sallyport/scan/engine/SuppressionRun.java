package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.syntax.settings.Printable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One pass of all suppressions over all findings.
final class SuppressionRun {

  /// Source of what a comment hides.
  static final String INLINE = "inline";

  /// One rule of one suppression, whichever way it is written, and whether it met a finding.
  private static final class Entry {
    final String rule;
    final String source;
    final String reason;
    final @Nullable String owner;
    final @Nullable LocalDate expires;
    final Location location;
    final @Nullable Glob path;
    final Predicate<Finding> fits;
    boolean met;

    Entry(InlineSuppression inline, String rule) {
      this.rule = rule;
      this.source = INLINE;
      this.reason = inline.reason();
      this.owner = inline.owner();
      this.expires = inline.expires();
      this.location = inline.location();
      this.path = null;
      this.fits = finding -> inline.lines().contains(finding.primary().startLine());
    }

    Entry(Suppression configured, String path, FindingText texts) {
      this.rule = configured.rule();
      this.source = path;
      this.reason = configured.reason();
      this.owner = configured.owner();
      this.expires = configured.expires();
      this.location = configured.location();
      this.path = configured.path();
      this.fits = finding -> fits(configured, finding, texts);
    }

    /// The path is settled before.
    private static boolean fits(Suppression configured, Finding finding, FindingText texts) {
      String fingerprint = configured.fingerprint();
      String match = configured.match();
      return (fingerprint == null || fingerprint.equals(finding.fingerprint()))
          && (match == null || texts.contains(finding, match));
    }

    boolean isFor(String file) {
      return path == null || path.matches(file);
    }

    boolean expired(LocalDate today) {
      return expires != null && today.isAfter(expires);
    }

    Suppressed hide(Finding finding) {
      String until = expires == null ? null : expires.toString();
      return new Suppressed(finding, source, reason, owner, until);
    }
  }

  private record Key(String path, String rule) {}

  private final Map<Key, List<Entry>> inline = new HashMap<>();
  private final Map<String, List<Entry>> configured = new HashMap<>();

  /// The configured ones by file and rule, so that patterns are matched once per file.
  private final Map<Key, List<Entry>> configuredIn = new HashMap<>();

  private final List<Entry> all = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final Collection<String> paths;

  SuppressionRun(Configuration configuration, Map<String, SourceText> sources) {
    paths = sources.keySet();
    FindingText texts = new FindingText(sources);
    for (Suppression found : configuration.suppressions()) {
      Entry entry = new Entry(found, configuration.path(), texts);
      all.add(entry);
      configured.computeIfAbsent(found.rule(), _ -> new ArrayList<>()).add(entry);
    }
  }

  void readComments(Map<String, SourceText> sources, Collection<String> known) {
    for (SourceText source : new TreeMap<>(sources).values()) {
      InlineComments.Result read = InlineComments.read(source, known);
      notices.addAll(read.notices());
      read.suppressions().forEach(found -> add(source.path(), found));
    }
  }

  private void add(String path, InlineSuppression found) {
    for (String rule : found.rules()) {
      Entry entry = new Entry(found, rule);
      all.add(entry);
      inline.computeIfAbsent(new Key(path, rule), _ -> new ArrayList<>()).add(entry);
    }
  }

  Suppressions.Outcome apply(List<Finding> findings, Collection<String> ran, LocalDate today) {
    List<Finding> kept = new ArrayList<>();
    List<Suppressed> hidden = new ArrayList<>();
    for (Finding finding : findings) {
      Entry entry = meet(finding, today);
      if (entry == null) {
        kept.add(finding);
      } else {
        hidden.add(entry.hide(finding));
      }
    }
    all.forEach(entry -> tell(entry, ran, today));
    notices.sort(Comparator.comparing(Notice::location).thenComparing(Notice::message));
    return new Suppressions.Outcome(kept, hidden, notices);
  }

  /// Marks all entries that fit; the first one that holds, or null.
  private @Nullable Entry meet(Finding finding, LocalDate today) {
    Entry first = null;
    Key key = new Key(finding.primary().path(), finding.rule());
    for (List<Entry> entries :
        List.of(
            inline.getOrDefault(key, List.of()),
            configuredIn.computeIfAbsent(key, this::configuredIn))) {
      for (Entry entry : entries) {
        if (entry.fits.test(finding)) {
          entry.met = true;
          first = first == null && !entry.expired(today) ? entry : first;
        }
      }
    }
    return first;
  }

  private List<Entry> configuredIn(Key key) {
    return configured.getOrDefault(key.rule(), List.of()).stream()
        .filter(entry -> entry.isFor(key.path()))
        .toList();
  }

  private void tell(Entry entry, Collection<String> ran, LocalDate today) {
    if (entry.expired(today)) {
      String advice =
          entry.met ? "mend the finding or decide anew" : "nothing is there any more: delete it";
      notices.add(
          new Notice(
              Notice.Kind.EXPIRED,
              entry.location,
              "the suppression of %s%s ended on %s; %s"
                  .formatted(entry.rule, by(entry), entry.expires, advice)));
    } else if (!entry.met && ran.contains(entry.rule)) {
      notices.add(
          new Notice(
              Notice.Kind.UNUSED,
              entry.location,
              "the suppression of %s%s hides nothing; %s"
                  .formatted(entry.rule, by(entry), advice(entry))));
    }
  }

  /// A path that fits no file is more often misspelt than out of date.
  private String advice(Entry entry) {
    Glob path = entry.path;
    if (path == null || paths.isEmpty() || paths.stream().anyMatch(path::matches)) {
      return "delete it";
    }
    String none = "no file that was read has the path '" + Printable.of(path.toString()) + "'";
    return Glob.parse("**/" + path) instanceof Glob.Result.Ok(Glob deeper)
            && paths.stream().anyMatch(deeper::matches)
        ? none + "; did you mean '" + Printable.of(deeper.toString()) + "'?"
        : none;
  }

  private static String by(Entry entry) {
    return entry.owner == null ? "" : " by " + Printable.of(entry.owner);
  }
}
