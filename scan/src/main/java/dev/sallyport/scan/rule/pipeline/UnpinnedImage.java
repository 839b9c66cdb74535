package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Image;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A container image is named by a tag or by nothing, so that what runs is what the registry says.
final class UnpinnedImage implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unpinned-image",
          "Container image is not pinned to a digest",
          Severity.MEDIUM,
          Reference.cwe(829),
          Reference.cicdSec(3),
          Reference.cis("3.1.7"));

  private static final String SCHEME = "docker://";

  /// Tags that are made to move with every build.
  private static final Set<String> MOVING =
      Set.of(
          "latest",
          "main",
          "master",
          "dev",
          "develop",
          "edge",
          "nightly",
          "canary",
          "next",
          "stable",
          "release",
          "lts",
          "current",
          "rolling",
          "unstable",
          "beta",
          "head");

  /// How an image is named, from best to worst.
  private enum Pin {
    DIGEST,
    OPEN,
    TAG,
    MOVING
  }

  private record Named(String image, Pin pin) {}

  /// Where an image runs.
  ///
  /// @param code whether the image itself is the step's code
  private record Use(GithubFile owner, @Nullable Job job, String key, boolean code) {
    @Nullable Workflow workflow() {
      return owner instanceof Workflow workflow ? workflow : null;
    }
  }

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (JobSite site : context.project().jobs()) {
      if (site.job().container() != null) {
        check(context, site, site.job().container(), out);
      }
      site.job().services().forEach(service -> check(context, site, service, out));
    }
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Docker docker) {
        check(context, new Use(site.owner(), site.job(), site.route(), true), docker.text(), out);
      }
    }
    for (ActionDefinition action : context.project().actions()) {
      if (action.image() != null && action.image().value().startsWith(SCHEME)) {
        check(context, new Use(action, null, "runs", true), action.image(), out);
      }
    }
  }

  private static void check(RuleContext context, JobSite site, Image image, Findings out) {
    if (image.image() != null) {
      String key = site.job().id() + "/" + image.name();
      check(context, new Use(site.workflow(), site.job(), key, false), image.image(), out);
    }
  }

  private static void check(RuleContext context, Use use, Text text, Findings out) {
    List<String> images = ImageNames.of(text, use.workflow(), use.job());
    if (images.size() > ImageNames.MOST) {
      SourceText file = use.owner().file();
      context.problem(
          Problem.incomplete(
              file.path(),
              file.lines().line(text.span().start()),
              "This names more than " + ImageNames.MOST + " images; not each was looked at."));
    }
    Named worst =
        images.stream()
            .filter(image -> !image.isBlank())
            .map(image -> new Named(image, pin(image)))
            .max(Comparator.comparing(Named::pin))
            .orElse(null);
    if (worst == null || worst.pin() == Pin.DIGEST) {
      return;
    }
    boolean habit = worst.pin() == Pin.TAG && !use.code();
    out.at(use.owner().file(), text.span())
        .key(use.key())
        .reach(Reach.SUPPLIER)
        .severity(worst.pin() == Pin.OPEN || habit ? Severity.LOW : Severity.MEDIUM)
        .persona(
            worst.pin() == Pin.OPEN ? Persona.AUDITOR : habit ? Persona.PEDANTIC : Persona.DEFAULT)
        .message(message(text, worst))
        .add();
  }

  private static String message(Text text, Named named) {
    String image = strip(named.image());
    String from = text.mayHaveExpressions() ? " (from '" + text.value() + "')" : "";
    return switch (named.pin()) {
      case MOVING ->
          "image '"
              + image
              + "'"
              + from
              + (tag(image).isEmpty() ? " has no tag, so the newest one" : " moves: what its tag")
              + (tag(image).isEmpty() ? " is run" : " points at today is run")
              + "; name a version and its digest";
      case TAG ->
          "the tag of image '"
              + image
              + "'"
              + from
              + " can be pushed again with other content; add its digest";
      case OPEN, DIGEST ->
          "image '"
              + strip(text.value())
              + "' is made up when the workflow runs; nothing here says that it ends in a digest";
    };
  }

  private static Pin pin(String name) {
    String image = strip(name);
    if (hasDigest(image)) {
      return Pin.DIGEST;
    }
    String tag = tag(image);
    if (tag.contains(ImageNames.UNKNOWN) || (tag.isEmpty() && name.contains(ImageNames.UNKNOWN))) {
      return Pin.OPEN;
    }
    return tag.isEmpty() || MOVING.contains(tag.toLowerCase(Locale.ROOT)) ? Pin.MOVING : Pin.TAG;
  }

  private static String strip(String image) {
    String name = image.strip();
    return name.startsWith(SCHEME) ? name.substring(SCHEME.length()) : name;
  }

  /// `@algorithm:hex` at its end (OCI distribution specification 1.1, "Pulling manifests").
  private static boolean hasDigest(String image) {
    int at = image.lastIndexOf('@');
    int colon = image.indexOf(':', Math.max(at, 0));
    return at > 0
        && colon > at + 1
        && image.length() - colon > 32
        && image.chars().skip(colon + 1L).allMatch(c -> Character.digit(c, 16) >= 0);
  }

  /// A colon before the last slash is a registry's port.
  private static String tag(String image) {
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : "";
  }
}
