package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.facts.Version;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// The comment behind a pinned commit names another version than the commit is, or none.
final class VersionCommentMismatch implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "version-comment-mismatch",
          "Version comment does not match the pinned commit",
          Severity.LOW,
          Reference.cwe(1116),
          Reference.cicdSec(3),
          Reference.cis("3.1.7"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Upstream upstream = new Upstream(context);
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Remote remote && remote.isPinned()) {
        check(upstream, site, remote, out);
      }
    }
  }

  private static void check(Upstream upstream, UsesSite site, Uses.Remote remote, Findings out) {
    Span comment = comment(site, remote);
    String text = comment.in(site.owner().file().text());
    Optional<Version> said = version(text);
    SortedSet<String> tags = upstream.tags(remote);
    if (said.isEmpty()) {
      if (text.isBlank()) {
        missing(site, remote, tags, out);
      }
      return;
    }
    contradiction(upstream, remote, said.get(), tags)
        .ifPresent(
            why ->
                out.at(site.owner().file(), comment)
                    .key(site.route())
                    .reach(Reach.SUPPLIER)
                    .message(why)
                    .add());
  }

  private static void missing(
      UsesSite site, Uses.Remote remote, SortedSet<String> tags, Findings out) {
    out.at(site.owner().file(), remote.text().span())
        .key(site.route())
        .severity(Severity.INFO)
        .persona(Persona.PEDANTIC)
        .message(
            "no comment says which version this commit is, so nobody sees whether it is old"
                + (tags.isEmpty() ? "" : "; it is " + String.join(", ", tags)))
        .add();
  }

  private static Optional<String> contradiction(
      Upstream upstream, Uses.Remote remote, Version said, SortedSet<String> tags) {
    List<Version> versions = tags.stream().flatMap(tag -> Version.parse(tag).stream()).toList();
    // A short tag at the commit (`v4`) agrees with every version of its family.
    boolean agrees =
        versions.stream()
            .anyMatch(v -> v.equals(said) || said.holds(v) || (v.isShort() && v.holds(said)));
    if (agrees) {
      return Optional.empty();
    }
    String name = "the comment says " + said + ", but ";
    if (!versions.isEmpty()) {
      return Optional.of(
          name + "this commit of " + remote.repository() + " is " + String.join(", ", tags));
    }
    // What a short version meant when the comment was written cannot be told any more.
    return said.isShort()
        ? Optional.empty()
        : upstream
            .commitOf(remote, said)
            .filter(commit -> !commit.equalsIgnoreCase(remote.ref()))
            .map(
                commit ->
                    name
                        + "that version of "
                        + remote.repository()
                        + " is commit "
                        + commit.substring(0, 12)
                        + "; nobody knows what this one is");
  }

  /// From the `#` to the end of the line; empty when there is none.
  private static Span comment(UsesSite site, Uses.Remote remote) {
    String text = site.owner().file().text();
    int from = remote.text().span().end();
    int end = text.indexOf('\n', from);
    end = end < 0 ? text.length() : end;
    if (end > from && text.charAt(end - 1) == '\r') {
      end--;
    }
    int hash = text.indexOf('#', from);
    return hash < 0 || hash >= end ? new Span(end, end) : new Span(hash, end);
  }

  /// The first word that is a version: `# v4.1.2`, `# tag=v4.1.2`, `# pin@v4`, `# owner/repo@v4`.
  private static Optional<Version> version(String comment) {
    int from = -1;
    for (int at = 0; at <= comment.length(); at++) {
      boolean inside = at < comment.length() && isVersionCharacter(comment.charAt(at));
      if (inside && from < 0) {
        from = at;
      } else if (!inside && from >= 0) {
        String word = comment.substring(from, at);
        from = -1;
        Optional<Version> version = looksLikeVersion(word) ? Version.parse(word) : Optional.empty();
        if (version.isPresent()) {
          return version;
        }
      }
    }
    return Optional.empty();
  }

  /// A bare number in a comment is seldom one, and a date never.
  private static boolean looksLikeVersion(String word) {
    return word.startsWith("v") || word.indexOf('.') > 0;
  }

  private static boolean isVersionCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '+';
  }
}
