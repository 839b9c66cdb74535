package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.ci.github.facts.Version;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.source.Containment;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.Refs;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is known of the repositories that actions come from: the bundled facts, and the answers of
/// the fetcher, each asked for once.
final class Upstream {
  private final ActionFacts facts;
  private final Fetcher fetcher;
  private final Map<String, Optional<Refs>> refs = new HashMap<>();
  private final Map<String, Containment> contained = new HashMap<>();

  Upstream(RuleContext context) {
    this.facts = context.facts();
    this.fetcher = context.fetcher();
  }

  /// Its branches and tags of today; empty when they cannot be had.
  Optional<Refs> refs(Uses.Remote remote) {
    return refs.computeIfAbsent(repository(remote), fetcher::refs);
  }

  /// The tags at the commit that a pinned reference names.
  SortedSet<String> tags(Uses.Remote remote) {
    SortedSet<String> tags = new TreeSet<>(facts.tags(remote.repository(), commit(remote)));
    refs(remote).ifPresent(known -> tags.addAll(known.tagsAt(commit(remote))));
    return tags;
  }

  /// The commit of a version, whichever way its tag is spelt.
  Optional<String> commitOf(Uses.Remote remote, Version version) {
    List<String> spellings = List.of("v" + version, version.toString());
    return spellings.stream()
        .flatMap(
            tag ->
                refs(remote).stream().flatMap(r -> Optional.ofNullable(r.tags().get(tag)).stream()))
        .findFirst()
        .or(
            () ->
                spellings.stream()
                    .flatMap(tag -> facts.commit(remote.repository(), tag).stream())
                    .findFirst());
  }

  /// Whether any version tags are known at all, so that a missing one says something.
  boolean knowsTags(Uses.Remote remote) {
    return refs(remote).isPresent() || facts.latestTag(remote.repository()).isPresent();
  }

  Containment contains(Uses.Remote remote) {
    if (!facts.tags(remote.repository(), commit(remote)).isEmpty()) {
      return Containment.REACHABLE;
    }
    return contained.computeIfAbsent(
        repository(remote) + "@" + commit(remote),
        _ -> fetcher.contains(repository(remote), commit(remote)));
  }

  private static String repository(Uses.Remote remote) {
    return remote.owner() + "/" + remote.name();
  }

  private static String commit(Uses.Remote remote) {
    return remote.ref().toLowerCase(Locale.ROOT);
  }
}
