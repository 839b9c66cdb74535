package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.rule.pipeline.SecretScripts.Scripted;
import dev.sallyport.scan.rule.pipeline.SecretVariables.Secret;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.UseKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files that hold credentials are uploaded with an artifact.
final class SensitiveArtifact implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "sensitive-artifact",
          "An artifact carries credentials",
          Severity.MEDIUM,
          Reference.cwe(312),
          Reference.cwe(538),
          Reference.cicdSec(6),
          Reference.cis("2.3.8"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Map<Job, Optional<Step>> checkouts = new HashMap<>();
    for (Site site : context.project().steps()) {
      Upload.of(site).ifPresent(upload -> check(upload, checkouts, out));
    }
    Map<Job, UploadedFiles> uploads = new HashMap<>();
    SecretScripts.followJobs(
        context, SensitiveArtifact::uploads, scripted -> written(scripted, uploads, out));
  }

  private static boolean uploads(Job job) {
    return job.steps().stream().anyMatch(step -> step.isUsing("actions/upload-artifact"));
  }

  /// A script writes a secret into a file that a later step uploads.
  private static void written(Scripted scripted, Map<Job, UploadedFiles> uploads, Findings out) {
    Site site = scripted.site();
    Job job = site.job();
    Text run = site.step().run();
    if (job == null || run == null) {
      return;
    }
    for (Use<Secret> use : scripted.uses()) {
      String file = use.kind() == UseKind.FILE_WRITE ? use.target().orElse("") : "";
      if (file.isEmpty() || SecretInLog.isName(use.label())) {
        continue;
      }
      uploads
          .computeIfAbsent(job, j -> UploadedFiles.of(site.owner(), j))
          .taking(site.step(), file)
          .ifPresent(
              path ->
                  out.at(site.owner().file(), run.source(use.span()))
                      .key(site.route() + "/" + file)
                      .severity(Severity.HIGH)
                      .message(
                          use.label().names()
                              + " is written into '"
                              + file
                              + "', which a later step uploads for everyone who can read the"
                              + " repository")
                      .related(site.owner().file(), path.span(), "this uploads it")
                      .add());
    }
  }

  private static void check(Upload upload, Map<Job, Optional<Step>> checkouts, Findings out) {
    Step step = upload.site().step();
    Optional<Step> checkout =
        Optional.ofNullable(upload.site().job())
            .flatMap(job -> checkouts.computeIfAbsent(job, SensitiveArtifact::checkout))
            .filter(earlier -> earlier.index() < step.index());
    for (Upload.Path path : upload.paths()) {
      if (path.isWorkspace()) {
        workspace(upload, path, checkout.orElse(null), out);
      } else {
        SensitivePath.why(path.text())
            .ifPresent(
                why ->
                    at(upload, path, out)
                        .severity(leftOut(upload, path) ? Severity.MEDIUM : Severity.HIGH)
                        .message(
                            "'" + path.text() + "' is uploaded: " + why + ". " + readers(upload))
                        .add());
      }
    }
  }

  /// Newer versions skip hidden files even if they are named, until someone asks for them.
  private static boolean leftOut(Upload upload, Upload.Path path) {
    return !upload.hidden() && (path.text().startsWith(".") || path.text().contains("/."));
  }

  private static void workspace(
      Upload upload, Upload.Path path, @Nullable Step checkout, Findings out) {
    if (!upload.takesGit()) {
      return;
    }
    if (checkout == null) {
      at(upload, path, out)
          .severity(Severity.LOW)
          .message(
              "everything in the workspace is uploaded, hidden files such as .env and .npmrc"
                  + " included. "
                  + readers(upload))
          .add();
      return;
    }
    at(upload, path, out)
        .severity(Severity.HIGH)
        .message(
            "the whole workspace is uploaded, with the token that checkout left in .git/config. "
                + readers(upload))
        .related(checkout.file(), checkout.span(), "this leaves the token")
        .add();
  }

  private static Findings.Draft at(Upload upload, Upload.Path path, Findings out) {
    return out.at(upload.site().owner().file(), path.span())
        .key(upload.site().route() + "/" + path.text());
  }

  private static String readers(Upload upload) {
    return upload.site().step().isUsing("actions/upload-pages-artifact")
        ? "It is published with the site"
        : "Whoever can read the repository can download it while the run still goes on";
  }

  /// The first checkout of a job that leaves its token in the working copy.
  private static Optional<Step> checkout(Job job) {
    return job.steps().stream()
        .filter(Checkout::persists)
        .filter(step -> step.remote().filter(Checkout::outside).isEmpty())
        .findFirst();
  }
}
