package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.knowledge.Host;
import dev.sallyport.scan.ci.github.knowledge.PlatformKnowledge;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// A script gives somebody outside a shell, talks to a host known from attacks, or hides its code.
final class ReverseShell implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "reverse-shell",
          "Script opens the runner to somebody outside or hides what it runs",
          Severity.CRITICAL,
          Reference.cwe(506),
          Reference.cicdSec(4),
          Reference.cis("2.2.4"));

  private record Sign(String what, Severity severity, Confidence confidence) {}

  private static final Predicate<SimpleCommandView> RUNS_INPUT = RunsFile::readsInput;
  private static final Predicate<SimpleCommandView> IS_SHELL = c -> c.is("sh", "bash");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Site site : context.project().steps()) {
      session(site, out);
      Text run = site.step().run();
      if (run == null) {
        continue;
      }
      for (SimpleCommandView command : site.step().commands()) {
        sign(command)
            .ifPresent(
                sign ->
                    out.at(site.owner().file(), run.source(command.span()))
                        .key(site.route())
                        .severity(sign.severity())
                        .confidence(sign.confidence())
                        .message(sign.what())
                        .add());
      }
    }
  }

  /// A debugging session over a public relay: whoever reads the log can join.
  private static void session(Site site, Findings out) {
    site.step()
        .remote()
        .filter(r -> r.repository().contains("/action-tmate") || r.repository().contains("upterm"))
        .filter(r -> !site.step().with().value("limit-access-to-actor").equals("true"))
        .filter(r -> site.step().with().value("limit-access-to-users").isEmpty())
        .ifPresent(
            r ->
                out.at(site.owner().file(), r.text().span())
                    .key(site.route())
                    .severity(Severity.MEDIUM)
                    .persona(site.step().condition() == null ? Persona.DEFAULT : Persona.PEDANTIC)
                    .message(
                        r.slug()
                            + " opens a shell on the runner to everyone who sees the address in the"
                            + " log; set 'limit-access-to-actor: true'")
                    .add());
  }

  private static Optional<Sign> sign(SimpleCommandView command) {
    String name = command.name().orElse("");
    List<String> words = command.argumentTexts();
    if (socket(command, name)) {
      return Optional.of(shell("a shell's input and output go to " + target(command)));
    }
    if (decoded(command)) {
      return Optional.of(
          new Sign(
              "encoded text is decoded and run at once, so that nobody who reads the file sees what"
                  + " runs",
              Severity.HIGH,
              Confidence.MEDIUM));
    }
    if (Downloads.fetches(command) || name.equals("nslookup") || name.equals("dig")) {
      return host(command, words);
    }
    return switch (name) {
      case "nc", "ncat", "netcat" -> {
        boolean runs =
            words.stream()
                    .anyMatch(
                        w ->
                            w.equals("-e")
                                || w.equals("--exec")
                                || w.equals("-c")
                                || w.equals("--sh-exec")
                                || w.equals("-ne")
                                || w.equals("-nve"))
                || command.nextDownstream(RUNS_INPUT).isPresent()
                || command.anyUpstream(IS_SHELL);
        yield runs
            ? Optional.of(shell("'" + name + "' connects a shell to the net"))
            : Optional.empty();
      }
      case "socat" ->
          words.stream().anyMatch(w -> w.toLowerCase(Locale.ROOT).startsWith("exec:"))
                  && words.stream().anyMatch(w -> w.toLowerCase(Locale.ROOT).startsWith("tcp"))
              ? Optional.of(shell("'socat' connects a program to the net"))
              : Optional.empty();
      case "python", "python2", "python3", "perl", "ruby", "php", "pwsh", "powershell" ->
          program(words, name);
      default -> Optional.empty();
    };
  }

  private static Sign shell(String what) {
    return new Sign(
        what + ": whoever listens there holds the runner, its token and its secrets",
        Severity.CRITICAL,
        Confidence.HIGH);
  }

  /// `bash -i >& /dev/tcp/host/port`, `exec 5<>/dev/tcp/…`; a bare `echo >` only looks at a port.
  private static boolean socket(SimpleCommandView command, String name) {
    boolean talks =
        name.equals("bash")
            || name.equals("sh")
            || name.equals("exec")
            || name.equals("zsh")
            || command.wrappers().contains("exec");
    return talks && target(command).startsWith("/dev/");
  }

  private static String target(SimpleCommandView command) {
    return command.allRedirects().stream()
        .map(r -> r.target().plainText())
        .filter(t -> t.startsWith("/dev/tcp/") || t.startsWith("/dev/udp/"))
        .filter(t -> !t.contains("/localhost/") && !t.contains("/127.0.0.1/"))
        .findFirst()
        .orElse("");
  }

  private static boolean decoded(SimpleCommandView command) {
    List<String> words = command.argumentTexts();
    boolean decodes =
        command.is("base64")
                && (words.contains("-d")
                    || words.contains("--decode")
                    || words.contains("-D")
                    || words.contains("-di"))
            || command.is("xxd") && words.contains("-r")
            || command.is("openssl") && words.contains("base64") && words.contains("-d");
    return decodes && command.nextDownstream(RUNS_INPUT).isPresent();
  }

  private static Optional<Sign> host(SimpleCommandView command, List<String> words) {
    for (String word : words) {
      boolean may = word.contains("://") || command.is("nslookup", "dig") || isBareHost(word);
      Optional<Host> known = may ? PlatformKnowledge.host(Downloads.host(word)) : Optional.empty();
      if (known.isPresent() && known.get().kind() != Host.Kind.MESSENGER) {
        Host host = known.get();
        boolean attack = host.kind() == Host.Kind.ATTACK;
        boolean drop = host.kind() == Host.Kind.FILES || host.kind() == Host.Kind.PASTE;
        return Optional.of(
            new Sign(
                "'"
                    + host.host()
                    + "' is "
                    + (attack
                        ? "known from an attack (" + host.why() + ")"
                        : "used to carry things" + " out of a network (" + host.why() + ")")
                    + ": no build needs it",
                attack ? Severity.CRITICAL : drop ? Severity.MEDIUM : Severity.HIGH,
                attack ? Confidence.HIGH : Confidence.MEDIUM));
      }
    }
    return Optional.empty();
  }

  private static boolean isBareHost(String word) {
    return !word.startsWith("-") && word.indexOf('.') > 0 && word.indexOf(' ') < 0;
  }

  /// A one-line program that joins a socket with a shell.
  private static Optional<Sign> program(List<String> words, String name) {
    for (String word : words) {
      String lower = word.toLowerCase(Locale.ROOT);
      boolean socket =
          lower.contains("socket") && lower.contains("connect")
              || lower.contains("fsockopen")
              || lower.contains("tcpsocket")
              || lower.contains("tcpclient");
      boolean runs =
          lower.contains("dup2")
              || lower.contains("pty.spawn")
              || lower.contains("/bin/sh")
              || lower.contains("/bin/bash")
              || lower.contains("iex");
      if (socket && runs) {
        return Optional.of(shell("a '" + name + "' program joins a socket with a shell"));
      }
    }
    return Optional.empty();
  }
}
