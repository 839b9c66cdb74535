package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.ci.github.facts.Exposure;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.source.Refs;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A tag becomes the commit that it stands for, with the version in a comment.
final class PinFix {
  private PinFix() {}

  /// Nothing where the commit of that very tag is not known: a guess would pin other code.
  static Optional<Fix> of(RuleContext context, GithubFile owner, Uses.Remote remote) {
    Optional<Refs> today = context.fetcher().refs(remote.owner() + "/" + remote.name());
    Optional<String> commit = commit(context, remote, today);
    // To pin what is known to be bad would only hide it.
    if (commit.isEmpty()
        || isBad(context, remote, remote.ref())
        || isBad(context, remote, commit.get())) {
      return Optional.empty();
    }
    boolean exact = dots(remote.ref()) > 0;
    return context
        .edits(owner)
        .replaceScalar(
            remote.text().scalar(),
            slug(remote) + "@" + commit.get(),
            version(context.facts(), today, remote, commit.get()))
        .map(
            edits ->
                new Fix(
                    "Pin " + remote.slug() + " to the commit of " + remote.ref(),
                    exact ? Safety.SAFE : Safety.UNSAFE,
                    exact ? "" : note(context, remote, today.isPresent()),
                    edits));
  }

  private static boolean isBad(RuleContext context, Uses.Remote remote, String ref) {
    return context.facts().advisories(remote.slug(), ref).stream()
        .anyMatch(Exposure.Affected.class::isInstance);
  }

  private static String note(RuleContext context, Uses.Remote remote, boolean today) {
    return remote.ref()
        + " moves; this is where it "
        + (today
            ? "stands now"
            : "stood in the data of "
                + context.facts().bundleDate()
                + ", which may be older than what runs today");
  }

  /// Where the tag stands: as the code host says now, else as the bundle has it. A name that is a
  /// branch as well could mean either.
  private static Optional<String> commit(
      RuleContext context, Uses.Remote remote, Optional<Refs> today) {
    return today.isPresent()
        ? today
            .filter(refs -> !refs.ambiguous(remote.ref()))
            .flatMap(refs -> Optional.ofNullable(refs.tags().get(remote.ref())))
        : context.facts().commit(remote.repository(), remote.ref());
  }

  private static String slug(Uses.Remote remote) {
    String value = remote.text().value().strip();
    int at = value.lastIndexOf('@');
    return at < 0 ? value : value.substring(0, at);
  }

  /// The tag that stood there, which names this commit, or a more exact one of its line: `v4.1.1`
  /// tells an update bot more than `v4`. A tag of another line would be another version's name.
  private static String version(
      ActionFacts facts, Optional<Refs> today, Uses.Remote remote, String commit) {
    SortedSet<String> tags = new TreeSet<>(facts.tags(remote.repository(), commit));
    today.ifPresent(refs -> tags.addAll(refs.tagsAt(commit)));
    return tags.stream()
        .filter(tag -> tag.startsWith(remote.ref() + "."))
        .max(Comparator.comparingLong(PinFix::dots).thenComparing(tag -> tag))
        .orElse(remote.ref());
  }

  private static long dots(String tag) {
    return tag.chars().filter(c -> c == '.').count();
  }
}
