package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Image;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Runners;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.knowledge.PlatformKnowledge;
import dev.sallyport.scan.ci.github.knowledge.RunnerLabel;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The wall between a job and the machine it runs on is taken down.
final class RunnerHygiene implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "runner-hygiene",
          "Job reaches beyond its container or machine",
          Severity.MEDIUM,
          Reference.cwe(250),
          Reference.cicdSec(7),
          Reference.cis("2.2.1"));

  private static final List<String> METADATA =
      List.of("169.254.169.254", "metadata.google.internal", "169.254.170.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (JobSite site : context.project().jobs()) {
      Job job = site.job();
      if (job.container() != null) {
        image(site, job.container(), out);
      }
      job.services().forEach(service -> image(site, service, out));
      collision(site, out);
    }
    for (Site site : context.project().steps()) {
      step(site, out);
    }
  }

  private static void image(JobSite site, Image image, Findings out) {
    GithubFile owner = site.workflow();
    String key = site.job().id() + "/" + image.name();
    if (image.options() != null) {
      Text options = image.options();
      open(List.of(options.value().strip().split("\\s+")))
          .ifPresent(what -> report(owner, site.job(), key, options.span(), what, out));
    }
    if (image.volumes() instanceof YamlSequence list) {
      for (YamlNode volume : list.items()) {
        if (volume instanceof YamlScalar scalar) {
          mount(scalar.value())
              .ifPresent(what -> report(owner, site.job(), key, scalar.span(), what, out));
        }
      }
    }
  }

  private static void step(Site site, Findings out) {
    Text run = site.step().run();
    if (run == null) {
      return;
    }
    String script = run.value();
    for (String address : METADATA) {
      int at = script.indexOf(address);
      if (at >= 0 && fetchesMetadata(site)) {
        out.at(site.owner().file(), run.source(new Span(at, at + address.length())))
            .key(site.route())
            .severity(Severity.MEDIUM)
            .message(
                "the script asks the cloud's metadata service at "
                    + address
                    + ", which hands out the credentials of the machine: whatever runs in this job"
                    + " can do the same")
            .add();
      }
    }
    if (script.contains("docker") || script.contains("podman")) {
      for (SimpleCommandView command : site.step().commands()) {
        if (command.is("docker", "podman")) {
          List<String> words = command.argumentTexts();
          boolean starts = words.contains("run") || words.contains("create");
          (starts ? open(words) : Optional.<Opening>empty())
              .ifPresent(
                  what ->
                      report(
                          site.owner(),
                          site.job(),
                          site.route(),
                          run.source(command.span()),
                          what,
                          out));
        }
      }
    }
  }

  private static boolean fetchesMetadata(Site site) {
    return site.step().commands().stream()
        .anyMatch(
            c ->
                Downloads.fetches(c)
                    && c.argumentTexts().stream()
                        .anyMatch(w -> METADATA.stream().anyMatch(w::contains)));
  }

  private static void report(
      GithubFile owner, @Nullable Job job, String key, Span span, Opening opening, Findings out) {
    boolean lasting = opening.strong() && job != null && Runners.selfHosted(job);
    out.at(owner.file(), span)
        .key(key)
        .severity(lasting ? Severity.HIGH : Severity.LOW)
        .persona(lasting ? Persona.DEFAULT : Persona.PEDANTIC)
        .message(
            opening.what()
                + (lasting
                    ? ", and the runner is self-hosted: code in it owns the machine and every later"
                        + " job"
                    : ": the container no longer keeps its code away from the rest of the job"))
        .add();
  }

  /// @param strong whether it leads to the machine itself
  private record Opening(String what, boolean strong) {}

  private static Optional<Opening> strong(String what) {
    return Optional.of(new Opening(what, true));
  }

  private static Optional<Opening> mount(String volume) {
    if (volume.contains("docker.sock")) {
      return strong("the Docker socket is mounted, which is root on the machine");
    }
    return volume.startsWith("/:")
        ? strong("the machine's whole file system is mounted")
        : Optional.empty();
  }

  private static final Set<String> HOST = Set.of("host");

  /// The first argument of `docker run` that opens the container.
  private static Optional<Opening> open(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String option = equals > 0 ? word.substring(0, equals) : word;
      String value =
          equals > 0 ? word.substring(equals + 1) : i + 1 < words.size() ? words.get(i + 1) : "";
      Optional<Opening> found =
          switch (option) {
            case "--privileged" ->
                value.equals("false") && equals > 0
                    ? Optional.empty()
                    : strong("'--privileged' gives the container all rights of the machine");
            case "--pid", "--ipc", "--userns" ->
                HOST.contains(value)
                    ? Optional.of(
                        new Opening(
                            "'" + option + " host' shows what runs on the machine",
                            option.equals("--pid")))
                    : Optional.empty();
            case "--cap-add" ->
                Set.of("ALL", "SYS_ADMIN", "CAP_SYS_ADMIN", "all").contains(value)
                    ? strong("'--cap-add " + value + "' is as good as root on the machine")
                    : Optional.empty();
            case "-v", "--volume", "--mount" -> mount(value);
            case "--net", "--network" ->
                HOST.contains(value)
                    ? Optional.of(
                        new Opening(
                            "'" + option + " host' puts the container on the machine's net", false))
                    : Optional.empty();
            default -> Optional.empty();
          };
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// A hosted name among labels of one's own: the day the first is left out, another machine runs.
  private static void collision(JobSite site, Findings out) {
    List<Text> labels = site.job().runsOn();
    if (labels.stream().noneMatch(l -> l.value().equals("self-hosted"))) {
      return;
    }
    for (Text label : labels) {
      if (PlatformKnowledge.runnerLabel(label.value())
          .filter(row -> row.kind() == RunnerLabel.Kind.HOSTED)
          .isPresent()) {
        out.at(site.workflow().file(), label.span())
            .key(site.job().id())
            .severity(Severity.MEDIUM)
            .message(
                "'"
                    + label.value()
                    + "' is a label of GitHub's own runners, given to a self-hosted one: jobs that"
                    + " ask for it alone may land on either")
            .add();
      }
    }
  }
}
