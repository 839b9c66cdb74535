package dev.sallyport.scan.ci.github.facts;

import dev.sallyport.scan.ci.github.facts.Exposure.Affected;
import dev.sallyport.scan.ci.github.facts.Exposure.ExposedInWindow;
import dev.sallyport.scan.ci.github.facts.Exposure.Gap;
import dev.sallyport.scan.ci.github.facts.Exposure.Grounds;
import dev.sallyport.scan.ci.github.facts.Exposure.NotKnown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Advisories by repository, and the decision what one means for a reference.
final class Advisories {
  private final Map<String, List<String[]>> rows;

  private Advisories(Map<String, List<String[]>> rows) {
    this.rows = rows;
  }

  static Advisories of(String text) {
    Map<String, List<String[]>> rows = new HashMap<>();
    for (String[] row : Bundle.rows(text)) {
      rows.computeIfAbsent(ActionFacts.key(row[2]), _ -> new ArrayList<>()).add(row);
    }
    return new Advisories(rows);
  }

  List<Advisory> on(String action) {
    return entries(action).stream().map(Entry::advisory).toList();
  }

  List<Exposure> exposures(String action, String ref, Tags.Repository tags) {
    return entries(action).stream().flatMap(entry -> entry.exposure(ref, tags).stream()).toList();
  }

  /// One entry per advisory, the one with the longest path where several rows fit.
  private List<Entry> entries(String action) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    String name = action.toLowerCase(Locale.ROOT);
    for (String[] row : rows.getOrDefault(ActionFacts.key(action), List.of())) {
      String concerned = row[2].toLowerCase(Locale.ROOT);
      if (name.equals(concerned) || name.startsWith(concerned + "/")) {
        Entry entry = Entry.of(row);
        entries.merge(entry.advisory().label(), entry, Entry::moreExact);
      }
    }
    return List.copyOf(entries.values());
  }

  /// @param named bad commits that a source prints
  /// @param tagged commits of version tags inside the range
  record Entry(Advisory advisory, VersionRange range, Set<String> named, Set<String> tagged) {

    static Entry of(String[] row) {
      Advisory.Kind kind =
          row[3].equals("tags-moved")
              ? Advisory.Kind.TAGS_MOVED
              : Advisory.Kind.VULNERABLE_VERSIONS;
      Advisory advisory =
          new Advisory(
              Bundle.field(row[0]),
              Bundle.list(row[1]),
              row[2],
              kind,
              Bundle.field(row[5]),
              Bundle.field(row[6]),
              Bundle.field(row[7]),
              Bundle.list(row[8]),
              Bundle.field(row[9]),
              Bundle.field(row[10]));
      return new Entry(
          advisory,
          VersionRange.parse(row[4]),
          Set.copyOf(Bundle.list(row[11])),
          Set.copyOf(Bundle.list(row[12])));
    }

    static Entry moreExact(Entry left, Entry right) {
      return left.advisory.action().length() >= right.advisory.action().length() ? left : right;
    }

    Optional<Exposure> exposure(String ref, Tags.Repository tags) {
      if (ActionFacts.isCommit(ref)) {
        return ofCommit(ref.toLowerCase(Locale.ROOT), tags);
      }
      Version version = Version.read(ref);
      if (version == null) {
        return Optional.of(new NotKnown(advisory, Gap.NOT_A_VERSION));
      }
      return switch (advisory.kind()) {
        case TAGS_MOVED -> ofMovedTag(version);
        case VULNERABLE_VERSIONS ->
            version.isShort() ? ofShortTag(ref, version, tags) : ofVersion(version);
      };
    }

    private Optional<Exposure> ofCommit(String commit, Tags.Repository tags) {
      Version version = tags.tags(commit).stream().findFirst().map(Version::read).orElse(null);
      if (named.contains(commit)) {
        return affected(Grounds.COMMIT_NAMED_BY_SOURCE, version);
      }
      if (tagged.contains(commit)) {
        return affected(Grounds.COMMIT_OF_AFFECTED_VERSION, version);
      }
      if (version == null) {
        return Optional.of(new NotKnown(advisory, Gap.COMMIT_NOT_LISTED));
      }
      // The tags of the bundle were read after each takeover was undone, or before it happened.
      boolean decided = advisory.kind() == Advisory.Kind.TAGS_MOVED || !version.isShort();
      return decided || !range.touchesFamily(version) || tags.isAlone(version)
          ? Optional.empty()
          : Optional.of(new NotKnown(advisory, Gap.COMMIT_NOT_LISTED));
    }

    private Optional<Exposure> ofMovedTag(Version version) {
      boolean moved =
          range.isUnknown()
              || range.holds(version)
              || (version.isShort() && range.touchesFamily(version));
      return moved ? Optional.of(new ExposedInWindow(advisory)) : Optional.empty();
    }

    private Optional<Exposure> ofVersion(Version version) {
      return range.holds(version) ? affected(Grounds.VERSION_IN_RANGE, version) : Optional.empty();
    }

    private Optional<Exposure> ofShortTag(String ref, Version family, Tags.Repository tags) {
      if (!range.touchesFamily(family)) {
        return Optional.empty();
      }
      if (range.holdsFamily(family)) {
        return affected(Grounds.ALL_OF_FAMILY_IN_RANGE, family);
      }
      Optional<String> commit = tags.commit(ref);
      if (commit.isEmpty()) {
        return Optional.of(new NotKnown(advisory, Gap.SHORT_TAG_UNRESOLVED));
      }
      if (tags.isAlone(family)) {
        return ofVersion(family);
      }
      // A moving tag only ever moves on: once past the fix, it stays past it.
      Version stood = Version.read(tags.tags(commit.get()).getFirst());
      if (stood == null || stood.isShort()) {
        return Optional.of(new NotKnown(advisory, Gap.SHORT_TAG_UNRESOLVED));
      }
      return range.holds(stood)
          ? affected(Grounds.SHORT_TAG_AT_AFFECTED_VERSION, stood)
          : Optional.empty();
    }

    private Optional<Exposure> affected(Grounds grounds, @Nullable Version version) {
      Version fixed = range.fixedFor(version);
      return Optional.of(new Affected(advisory, grounds, fixed == null ? null : fixed.toString()));
    }
  }
}
