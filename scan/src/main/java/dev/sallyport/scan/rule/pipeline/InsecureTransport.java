package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.AnyOf;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.Assignment;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Something is fetched over a connection that nobody vouches for, or from an index anyone fills.
final class InsecureTransport implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "insecure-transport",
          "Download whose origin nobody checks",
          Severity.MEDIUM,
          Reference.cwe(295),
          Reference.cicdSec(3),
          Reference.cis("3.1.5"));

  private static final AnyOf HINTS =
      AnyOf.of(
          "http://",
          "insecure",
          "curl",
          "no-check-certificate",
          "ssl",
          "SSL",
          "trusted",
          "extra-index-url",
          "unauthenticated",
          "force-yes",
          "nogpg",
          "TLS",
          "verify");

  /// Variables that switch the check of certificates off, and the values that do it.
  private static final Map<String, List<String>> SWITCHES =
      Map.of(
          "NODE_TLS_REJECT_UNAUTHORIZED", List.of("0"),
          "GIT_SSL_NO_VERIFY", List.of("1", "true", "yes"),
          "PYTHONHTTPSVERIFY", List.of("0"),
          "NPM_CONFIG_STRICT_SSL", List.of("false"),
          "GOINSECURE", List.of("*"),
          "PIP_TRUSTED_HOST", List.of("pypi.org", "*"));

  private record Weak(String what, Severity severity, Persona persona) {}

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      variables(workflow, "", workflow.env(), out);
      for (Job job : workflow.jobs()) {
        variables(workflow, job.id(), job.env(), out);
        job.steps().forEach(step -> step(new Site(workflow, job, step), out));
      }
    }
    for (ActionDefinition action : context.project().actions()) {
      action.steps().forEach(step -> step(new Site(action, null, step), out));
    }
  }

  private static void variables(GithubFile owner, String key, Vars env, Findings out) {
    for (EnvVar variable : env) {
      if (isSwitch(variable.name(), variable.value().value())) {
        report(owner, key, variable.value().span(), off(variable.name()), out);
      }
    }
  }

  private static void step(Site site, Findings out) {
    variables(site.owner(), site.route(), site.step().env(), out);
    Text run = site.step().run();
    if (run == null || !HINTS.in(run.value())) {
      return;
    }
    for (SimpleCommandView command : site.step().commands()) {
      weak(command)
          .ifPresent(
              weak -> report(site.owner(), site.route(), run.source(command.span()), weak, out));
    }
  }

  private static void report(GithubFile owner, String key, Span span, Weak weak, Findings out) {
    out.at(owner.file(), span)
        .key(key)
        .reach(Reach.SUPPLIER)
        .severity(weak.severity())
        .persona(weak.persona())
        .message(weak.what())
        .add();
  }

  private static boolean isSwitch(String name, String value) {
    String clean = value.strip().toLowerCase(Locale.ROOT);
    return SWITCHES.getOrDefault(name.toUpperCase(Locale.ROOT), List.of()).contains(clean);
  }

  private static Weak off(String what) {
    return new Weak(
        "'"
            + what
            + "' switches the check of certificates off: anyone on the way can answer"
            + " instead",
        Severity.MEDIUM,
        Persona.DEFAULT);
  }

  private static Optional<Weak> weak(SimpleCommandView command) {
    for (Assignment assignment : command.assignments()) {
      Word given = assignment.value();
      String value = given == null ? "" : given.plainText();
      if (isSwitch(assignment.name(), value)) {
        return Optional.of(off(assignment.name()));
      }
    }
    List<String> words = command.argumentTexts();
    String name = command.name().orElse("");
    return switch (name) {
      case "curl", "wget" -> fetch(command, words, name);
      case "git" -> git(words);
      case "npm", "yarn", "pnpm" -> node(words);
      case "pip", "pip3", "python", "python3", "uv", "poetry" -> python(words);
      case "apt", "apt-get", "yum", "dnf", "zypper" -> system(words);
      case "export" ->
          words.stream()
              .filter(w -> w.indexOf('=') > 0)
              .filter(
                  w -> isSwitch(w.substring(0, w.indexOf('=')), w.substring(w.indexOf('=') + 1)))
              .findFirst()
              .map(w -> off(w.substring(0, w.indexOf('='))));
      case "echo" ->
          words.stream().anyMatch(w -> w.contains("[trusted=yes]"))
              ? Optional.of(unsigned("[trusted=yes]"))
              : words.stream()
                  .filter(w -> w.indexOf('=') > 0 && command.outputFile().isPresent())
                  .filter(
                      w ->
                          isSwitch(w.substring(0, w.indexOf('=')), w.substring(w.indexOf('=') + 1)))
                  .findFirst()
                  .map(w -> off(w.substring(0, w.indexOf('='))));
      default -> Optional.empty();
    };
  }

  private static Optional<Weak> fetch(SimpleCommandView command, List<String> words, String name) {
    String address = Downloads.address(command);
    if (Downloads.isLocal(address)) {
      return Optional.empty();
    }
    String option =
        words.stream()
            .filter(w -> name.equals("curl") ? isCurlInsecure(w) : isWgetInsecure(w))
            .findFirst()
            .orElse("");
    if (!option.isEmpty()) {
      return Optional.of(off(name + " " + option));
    }
    boolean clear = address.startsWith("http://") && !isPrivate(Downloads.host(address));
    return clear
        ? Optional.of(
            new Weak(
                "'"
                    + cut(address)
                    + "' is fetched over plain http: anyone on the way can send"
                    + " something else",
                Severity.LOW,
                Persona.DEFAULT))
        : Optional.empty();
  }

  private static String cut(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  /// A name without a dot, an address of a private network, or one that a variable holds.
  private static boolean isPrivate(String host) {
    return host.indexOf('.') < 0
        || host.contains("$")
        || host.startsWith("10.")
        || host.startsWith("192.168.")
        || host.startsWith("127.")
        || host.startsWith("172.")
        || host.startsWith("169.254.")
        || host.endsWith(".local")
        || host.endsWith(".internal");
  }

  private static boolean isWgetInsecure(String word) {
    return word.equals("--no-check-certificate");
  }

  /// `-k`, alone or in a cluster of options without values.
  private static boolean isCurlInsecure(String word) {
    if (word.equals("--insecure")) {
      return true;
    }
    if (!word.startsWith("-") || word.startsWith("--")) {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == 'k') {
        return true;
      }
      if ("sSfLgiIvOJNn#0146aGjlqRZ".indexOf(c) < 0) {
        return false;
      }
    }
    return false;
  }

  private static Optional<Weak> git(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String lower = words.get(i).toLowerCase(Locale.ROOT);
      boolean key = lower.startsWith("http.") && lower.contains("sslverify");
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      if (key && (lower.endsWith("=false") || lower.endsWith("=0") || next.equals("false"))) {
        return Optional.of(off("http.sslVerify"));
      }
      if (lower.startsWith("http://")
          && words.contains("clone")
          && !isPrivate(Downloads.host(lower))) {
        return Optional.of(
            new Weak(
                "'"
                    + cut(lower)
                    + "' is cloned over plain http: anyone on the way can send"
                    + " something else",
                Severity.MEDIUM,
                Persona.DEFAULT));
      }
    }
    return Optional.empty();
  }

  private static Optional<Weak> node(List<String> words) {
    int at = words.indexOf("strict-ssl");
    boolean set = at >= 0 && at + 1 < words.size() && words.get(at + 1).equals("false");
    return set
            || words.contains("--strict-ssl=false")
            || words.contains("strict-ssl=false")
            || words.contains("--no-strict-ssl")
        ? Optional.of(off("strict-ssl"))
        : Optional.empty();
  }

  private static Optional<Weak> python(List<String> words) {
    for (String word : words) {
      if (word.equals("--trusted-host") || word.startsWith("--trusted-host=")) {
        return Optional.of(off("--trusted-host"));
      }
      if (word.equals("--extra-index-url") || word.startsWith("--extra-index-url=")) {
        return Optional.of(
            new Weak(
                "with '--extra-index-url' the higher version wins, from whichever index: anyone can"
                    + " put a package of yours on the public one; use a single index",
                Severity.MEDIUM,
                Persona.PEDANTIC));
      }
    }
    return Optional.empty();
  }

  private static Optional<Weak> system(List<String> words) {
    return words.stream()
        .filter(
            w ->
                w.equals("--allow-unauthenticated")
                    || w.equals("--force-yes")
                    || w.equals("--nogpgcheck")
                    || w.equals("--no-gpg-checks"))
        .findFirst()
        .map(InsecureTransport::unsigned);
  }

  private static Weak unsigned(String option) {
    return new Weak(
        "'" + option + "' installs packages whose signature nobody checked",
        Severity.MEDIUM,
        Persona.DEFAULT);
  }
}
