package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.AnyOf;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.knowledge.Delivery;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Packages are installed in whatever version is newest, past the lock file or without one.
final class AdhocInstall implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "adhoc-install",
          "Package is installed in no fixed version",
          Severity.LOW,
          Reference.cwe(829),
          Reference.cicdSec(3),
          Reference.cis("2.4.2"));

  private static final AnyOf HINTS =
      AnyOf.of("install", "npx", "pipx", "uvx", "dlx", "npm i", "bunx");

  private static final Set<String> PIP_VALUES =
      Set.of(
          "-r",
          "--requirement",
          "-c",
          "--constraint",
          "-i",
          "--index-url",
          "--extra-index-url",
          "-f",
          "--find-links",
          "-t",
          "--target",
          "--prefix",
          "--root",
          "--trusted-host",
          "-e",
          "--editable",
          "--progress-bar",
          "--python",
          "--src",
          "--platform",
          "--python-version",
          "--timeout",
          "--retries",
          "--only-binary",
          "--no-binary",
          "--config-settings",
          "-C");

  private static final Set<String> BASE = Set.of("pip", "setuptools", "wheel", "npm");

  /// @param lock it goes past a lock file that is there
  /// @param base it renews the installer itself
  private record Loose(String what, boolean lock, boolean base) {}

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Map<Job, Boolean> publishing = new HashMap<>();
    for (Site site : context.project().steps()) {
      Text run = site.step().run();
      if (run != null && HINTS.in(run.value())) {
        for (SimpleCommandView command : site.step().commands()) {
          loose(context, site.step(), command)
              .ifPresent(loose -> report(site, command, loose, publishing, out));
        }
      }
    }
  }

  private static void report(
      Site site,
      SimpleCommandView command,
      Loose loose,
      Map<Job, Boolean> publishing,
      Findings out) {
    Job job = site.job();
    Text run = Objects.requireNonNull(site.step().run());
    boolean release =
        !loose.base() && job != null && publishing.computeIfAbsent(job, AdhocInstall::publishes);
    out.at(site.owner().file(), run.source(command.span()))
        .key(site.route())
        .reach(Reach.SUPPLIER)
        .severity(Severity.LOW)
        .persona(loose.lock() || release ? Persona.DEFAULT : Persona.PEDANTIC)
        .message((release ? "in a job that publishes, " : "") + loose.what())
        .add();
  }

  private static boolean publishes(Job job) {
    return Deliveries.in(job, Delivery.PUBLISH).isPresent();
  }

  private static Optional<Loose> loose(RuleContext context, Step step, SimpleCommandView command) {
    List<String> words = command.argumentTexts();
    String name = command.name().orElse("");
    Optional<String> unpinned =
        switch (name) {
          case "npm" -> {
            if (isPlain(words, "install", "i") && hasLock(context, step, "package-lock.json")) {
              yield Optional.of("");
            }
            yield packages(words, Set.of("install", "i"), Set.of("--prefix", "--registry"))
                .filter(p -> isFloating(p, '@'));
          }
          case "pip", "pip3" ->
              packages(words, Set.of("install"), PIP_VALUES).filter(AdhocInstall::isFloatingPip);
          case "python", "python3" ->
              words.size() > 3 && words.get(0).equals("-m") && words.get(1).equals("pip")
                  ? packages(words.subList(2, words.size()), Set.of("install"), PIP_VALUES)
                      .filter(AdhocInstall::isFloatingPip)
                  : Optional.empty();
          case "pipx", "uvx" ->
              packages(words, Set.of("install", "run"), PIP_VALUES)
                  .filter(AdhocInstall::isFloatingPip);
          case "gem" ->
              words.contains("-v") || words.contains("--version")
                  ? Optional.empty()
                  : packages(words, Set.of("install"), Set.of("--source"))
                      .filter(p -> p.indexOf(':') < 0 && !p.endsWith(".gem"));
          case "go" ->
              words.contains("install")
                  ? words.stream()
                      .filter(
                          w ->
                              w.endsWith("@latest") || w.endsWith("@main") || w.endsWith("@master"))
                      .findFirst()
                  : Optional.empty();
          case "cargo" ->
              words.stream().anyMatch(AdhocInstall::isCargoFixed)
                  ? Optional.empty()
                  : packages(words, Set.of("install"), Set.of("--features", "--root", "--target"))
                      .filter(p -> p.indexOf('@') < 0);
          case "npx", "bunx", "pnpx" ->
              words.stream()
                  .filter(w -> !w.startsWith("-"))
                  .findFirst()
                  .filter(p -> p.endsWith("@latest") || isFloating(p, '@') && agrees(words, p));
          default -> Optional.empty();
        };
    return unpinned.map(
        p ->
            p.isEmpty()
                ? new Loose(
                    "'npm install' may go past package-lock.json and rewrite it; 'npm ci' installs"
                        + " what is locked and nothing else",
                    true,
                    false)
                : new Loose(
                    "'" + name + "' installs '" + p + "' in its newest version; name one",
                    false,
                    BASE.contains(p)));
  }

  /// Whether npx may fetch what the project does not have; behind the name it is the tool's option.
  private static boolean agrees(List<String> words, String tool) {
    List<String> own = words.subList(0, words.indexOf(tool));
    return own.contains("-y") || own.contains("--yes");
  }

  private static boolean isCargoFixed(String word) {
    return word.equals("--locked")
        || word.startsWith("--version")
        || word.equals("--vers")
        || word.startsWith("--path")
        || word.equals("--git")
        || word.equals("--list");
  }

  /// No package behind the sub-command, so that the project's own are installed.
  private static boolean isPlain(List<String> words, String... verbs) {
    List<String> operands = words.stream().filter(w -> !w.startsWith("-")).toList();
    return operands.size() == 1
        && List.of(verbs).contains(operands.getFirst())
        && !words.contains("-g")
        && !words.contains("--package-lock-only");
  }

  private static boolean hasLock(RuleContext context, Step step, String name) {
    Text directory = step.workingDirectory();
    String path = directory == null ? "" : directory.value();
    String clean = path.startsWith("./") ? path.substring(2) : path;
    return context.project().paths().contains(clean.isEmpty() ? name : clean + "/" + name);
  }

  /// The first package behind the sub-command.
  private static Optional<String> packages(
      List<String> words, Set<String> verbs, Set<String> valueOptions) {
    boolean seen = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("-")) {
        i += valueOptions.contains(word) ? 1 : 0;
      } else if (!seen) {
        if (!verbs.contains(word)) {
          return Optional.empty();
        }
        seen = true;
      } else {
        return Optional.of(word).filter(AdhocInstall::isName);
      }
    }
    return Optional.empty();
  }

  /// Neither a path nor an address nor something that is only known when it runs.
  private static boolean isName(String word) {
    return !word.startsWith(".")
        && !word.startsWith("/")
        && !word.contains("$")
        && !word.contains("://")
        && !word.endsWith(".tgz")
        && !word.endsWith(".whl")
        && !word.endsWith(".tar.gz")
        && (word.startsWith("@") || word.indexOf('/') < 0);
  }

  private static boolean isFloating(String name, char separator) {
    int at = name.indexOf(separator, 1);
    return at < 0 || name.endsWith("@latest") || name.endsWith("@next");
  }

  private static boolean isFloatingPip(String name) {
    return !name.contains("==") && !name.contains("@") && !name.contains("*");
  }
}
