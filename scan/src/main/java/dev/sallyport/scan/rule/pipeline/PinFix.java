package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.ci.github.facts.Exposure;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Comparator;
import java.util.Optional;

/// A tag becomes the commit that it stands for, with the version in a comment.
final class PinFix {
  private PinFix() {}

  /// Nothing where the commit of that very tag is not known: a guess would pin other code.
  static Optional<Fix> of(RuleContext context, GithubFile owner, Uses.Remote remote) {
    // To pin what is known to be bad would only hide it.
    boolean bad =
        context.facts().advisories(remote.slug(), remote.ref()).stream()
            .anyMatch(Exposure.Affected.class::isInstance);
    if (bad) {
      return Optional.empty();
    }
    boolean exact = dots(remote.ref()) > 0;
    String note =
        exact
            ? ""
            : remote.ref()
                + " moves; this is where it stood in the data of "
                + context.facts().bundleDate()
                + ", which may be older than what runs today";
    return commit(context, remote)
        .flatMap(
            commit ->
                context
                    .edits(owner)
                    .replaceScalar(
                        remote.text().scalar(),
                        slug(remote) + "@" + commit,
                        version(context.facts(), remote, commit)))
        .map(
            edits ->
                new Fix(
                    "Pin " + remote.slug() + " to the commit of " + remote.ref(),
                    exact ? Safety.SAFE : Safety.UNSAFE,
                    note,
                    edits));
  }

  private static Optional<String> commit(RuleContext context, Uses.Remote remote) {
    return context
        .facts()
        .commit(remote.repository(), remote.ref())
        .or(
            () ->
                context
                    .fetcher()
                    .refs(remote.owner() + "/" + remote.name())
                    .flatMap(refs -> Optional.ofNullable(refs.tags().get(remote.ref()))));
  }

  private static String slug(Uses.Remote remote) {
    String value = remote.text().value().strip();
    int at = value.lastIndexOf('@');
    return at < 0 ? value : value.substring(0, at);
  }

  /// The most exact tag of the commit: `v4.1.1` tells an update bot more than `v4`.
  private static String version(ActionFacts facts, Uses.Remote remote, String commit) {
    return facts.tags(remote.repository(), commit).stream()
        .max(Comparator.comparingLong((String tag) -> dots(tag)).thenComparing(t -> t))
        .filter(tag -> dots(tag) > dots(remote.ref()))
        .orElse(remote.ref());
  }

  private static long dots(String tag) {
    return tag.chars().filter(c -> c == '.').count();
  }
}
