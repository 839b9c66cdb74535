package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.knowledge.Host;
import dev.sallyport.scan.ci.github.knowledge.PlatformKnowledge;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.rule.pipeline.SecretScripts.Scripted;
import dev.sallyport.scan.rule.pipeline.SecretVariables.Secret;
import dev.sallyport.scan.syntax.shell.Arguments;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Trouble;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.UseKind;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A script sends a secret to a host that is not known to have a use for it.
final class SecretExfiltration implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "secret-exfiltration",
          "A secret is sent to another host",
          Severity.MEDIUM,
          Reference.cwe(200),
          Reference.cwe(201),
          Reference.cicdSec(6),
          Reference.cis("2.2.4"));

  private static final Set<String> HTTP =
      Set.of(
          "curl",
          "wget",
          "http",
          "https",
          "xh",
          "invoke-webrequest",
          "invoke-restmethod",
          "iwr",
          "irm");
  private static final Set<String> SOCKETS =
      Set.of("nc", "ncat", "netcat", "telnet", "socat", "ftp");
  private static final Set<String> LOOKUPS = Set.of("dig", "nslookup", "host", "drill", "ping");

  /// Options of curl and wget with a value, as far as scripts use them.
  private static final Set<String> VALUES =
      Set.of(
          "-X",
          "--request",
          "-H",
          "--header",
          "-d",
          "--data",
          "--data-raw",
          "--data-binary",
          "--data-ascii",
          "--data-urlencode",
          "--json",
          "-F",
          "--form",
          "--form-string",
          "-u",
          "--user",
          "-o",
          "--output",
          "-O",
          "-A",
          "--user-agent",
          "-e",
          "--referer",
          "-b",
          "--cookie",
          "-c",
          "--cookie-jar",
          "-T",
          "--upload-file",
          "-w",
          "--write-out",
          "-m",
          "--max-time",
          "--retry",
          "--retry-delay",
          "--connect-timeout",
          "-E",
          "--cert",
          "--key",
          "--cacert",
          "-x",
          "--proxy",
          "-K",
          "--config",
          "--oauth2-bearer",
          "--url",
          "--post-data",
          "--post-file",
          "--body-data",
          "--body-file",
          "--method",
          "--password",
          "-P",
          "--tries",
          "--timeout",
          "--url-query",
          "--resolve",
          "--aws-sigv4",
          "-D",
          "--dump-header");

  private static final Set<String> BODY =
      Set.of(
          "-d",
          "--data",
          "--data-raw",
          "--data-binary",
          "--data-ascii",
          "--data-urlencode",
          "--json",
          "-F",
          "--form",
          "--form-string",
          "-T",
          "--upload-file",
          "--post-data",
          "--post-file",
          "--body-data",
          "--body-file",
          "--url-query");

  /// How a secret goes out.
  private enum Manner {
    HEADER,
    BODY,
    ADDRESS,
    SOCKET,
    LOOKUP
  }

  /// More than people give to one command; each secret in it is judged against each of them.
  private static final int MOST_DESTINATIONS = 32;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    List<String> allowed = context.policies().allowedHosts();
    SecretScripts.follow(context, scripted -> check(context, scripted, allowed, out));
  }

  private static void check(
      RuleContext context, Scripted scripted, List<String> allowed, Findings out) {
    Set<String> reported = new HashSet<>();
    Map<SimpleCommandView, List<Destination>> destinations = new HashMap<>();
    Function<String, Optional<String>> constants = null;
    for (Use<Secret> use : scripted.uses()) {
      SimpleCommandView command = use.command().orElse(null);
      if (command == null
          || !isSender(command)
          || !isSent(use)
          || SecretInLog.isName(use.label())) {
        continue;
      }
      if (constants == null) {
        constants = FixedVariables.of(scripted.site());
      }
      if (reported.add(command.span() + use.label().names())) {
        Function<String, Optional<String>> values = constants;
        Step step = scripted.site().step();
        List<Destination> to =
            destinations.computeIfAbsent(command, c -> destinations(context, step, c, values));
        check(scripted.site(), use, to, allowed, out);
      }
    }
  }

  private static List<Destination> destinations(
      RuleContext context,
      Step step,
      SimpleCommandView command,
      Function<String, Optional<String>> constants) {
    List<Word> words = words(command);
    if (words.size() > MOST_DESTINATIONS) {
      Word left = words.get(MOST_DESTINATIONS);
      String message = "a command has more than " + MOST_DESTINATIONS + " destinations";
      context.problem(step.problem(new Trouble(left.span(), true, message)));
    }
    return words.stream()
        .limit(MOST_DESTINATIONS)
        .map(word -> Destination.of(word, constants))
        .toList();
  }

  private static boolean isSender(SimpleCommandView command) {
    String name = command.name().orElse("");
    return HTTP.contains(name) || SOCKETS.contains(name) || LOOKUPS.contains(name);
  }

  private static boolean isSent(Use<Secret> use) {
    return use.kind() == UseKind.ARGUMENT || use.kind() == UseKind.STDIN;
  }

  private static void check(
      Site site, Use<Secret> use, List<Destination> to, List<String> allowed, Findings out) {
    SimpleCommandView command = use.command().orElseThrow();
    Manner manner = manner(use, command);
    for (Destination destination : to) {
      // A destination that a secret holds is one that its owner chose.
      if (destination.isKnown() || !use.span().equals(destination.word().span())) {
        judge(site, use, command, manner, destination, allowed, out);
      }
    }
  }

  private static void judge(
      Site site,
      Use<Secret> use,
      SimpleCommandView command,
      Manner manner,
      Destination to,
      List<String> allowed,
      Findings out) {
    Optional<Host> bad = to.isKnown() ? PlatformKnowledge.host(to.host()) : Optional.empty();
    boolean fine = to.isKnown() && (to.isAllowed(allowed) || to.isService() || to.isLocal());
    boolean ownHook =
        bad.filter(h -> h.kind() == Host.Kind.MESSENGER).isPresent() && manner != Manner.BODY;
    if (fine && bad.isEmpty() || ownHook || !to.isKnown() && manner == Manner.ADDRESS) {
      return;
    }
    Severity severity = severity(manner, to, bad, use.label());
    boolean doubtful = !to.isKnown() || (bad.isEmpty() && to.isNamedLike(use.label().names()));
    Text run = site.step().run();
    if (run == null) {
      return;
    }
    out.at(site.owner().file(), run.source(use.span()))
        .key(site.route() + "/" + use.label().names())
        .severity(doubtful ? Severity.LOW : severity)
        .confidence(bad.isPresent() ? Confidence.HIGH : Confidence.MEDIUM)
        .persona(doubtful ? Persona.PEDANTIC : Persona.DEFAULT)
        .message(message(use.label(), command, to, bad))
        .related(site.owner().file(), run.source(to.word().span()), "it goes there")
        .add();
  }

  private static Severity severity(
      Manner manner, Destination to, Optional<Host> bad, Secret secret) {
    if (bad.isPresent()) {
      return switch (bad.get().kind()) {
        case ATTACK -> Severity.CRITICAL;
        case COLLECTOR, TUNNEL, PASTE, FILES, CALLBACK, MESSENGER -> Severity.HIGH;
      };
    }
    return switch (manner) {
      case SOCKET, LOOKUP -> Severity.HIGH;
      case BODY, ADDRESS -> to.isAddress() ? Severity.HIGH : Severity.MEDIUM;
      case HEADER ->
          to.isAddress() ? Severity.MEDIUM : secret.isJobToken() ? Severity.MEDIUM : Severity.LOW;
    };
  }

  private static String message(
      Secret secret, SimpleCommandView command, Destination to, Optional<Host> bad) {
    String what = (secret.derived() ? "what is made of " : "") + secret.names();
    String where = to.isKnown() ? to.host() : "an address that is only known at run time";
    String why =
        bad.map(h -> " (" + h.why() + "): nobody sends a secret there for a good reason")
            .orElse(
                to.isKnown()
                    ? ", which is no known service; allow it under 'policies: allowed-hosts:' if it is"
                        + " yours"
                    : "");
    return what + " is sent by '" + command.name().orElse("") + "' to " + where + why;
  }

  // ---- reading the command

  private static Manner manner(Use<Secret> use, SimpleCommandView command) {
    String name = command.name().orElse("");
    if (SOCKETS.contains(name)) {
      return Manner.SOCKET;
    }
    if (LOOKUPS.contains(name)) {
      return Manner.LOOKUP;
    }
    if (use.kind() == UseKind.STDIN) {
      return Manner.BODY;
    }
    List<Word> arguments = command.arguments();
    int at = use.argumentIndex();
    if (at < 0 || at >= arguments.size()) {
      return Manner.BODY;
    }
    String own = arguments.get(at).literalPrefix();
    String option =
        own.startsWith("--")
            ? own.substring(0, own.contains("=") ? own.indexOf('=') : own.length())
            : own.startsWith("-") && own.length() > 1
                ? own.substring(0, 2)
                : at > 0 ? arguments.get(at - 1).literalPrefix() : "";
    if (BODY.contains(option)) {
      return Manner.BODY;
    }
    return VALUES.contains(option) && !option.equals("--url") || option.startsWith("-H")
        ? Manner.HEADER
        : Manner.ADDRESS;
  }

  /// The words that name where it goes.
  private static List<Word> words(SimpleCommandView command) {
    Arguments arguments = Arguments.of(command.arguments(), VALUES);
    List<Word> operands = new ArrayList<>(arguments.operands());
    operands.addAll(arguments.values(Set.of("--url")));
    String name = command.name().orElse("");
    if (HTTP.contains(name)) {
      return operands.stream()
          .filter(w -> !isMethod(w.literalPrefix()))
          .filter(w -> isAddress(w, name))
          .toList();
    }
    if (name.equals("socat")) {
      return operands.stream()
          .filter(w -> w.literalPrefix().contains(":"))
          .map(SecretExfiltration::peer)
          .toList();
    }
    return operands.stream()
        .filter(w -> !w.literalPrefix().startsWith("+") && !w.literalPrefix().startsWith("@"))
        .limit(1)
        .toList();
  }

  private static boolean isMethod(String word) {
    return Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD").contains(word);
  }

  /// Of an operand that varies in front nothing is known but that it is one.
  private static boolean isAddress(Word word, String name) {
    String text = word.literalPrefix();
    boolean httpie = name.equals("http") || name.equals("https") || name.equals("xh");
    boolean looks = text.contains("://") || text.contains(".") || text.contains("localhost");
    return looks || (!httpie && text.isEmpty());
  }

  /// `TCP:host:port` without its kind.
  private static Word peer(Word word) {
    String text = word.plainText();
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    return new Word(word.span(), List.of(new WordPart.Literal(word.span(), rest)), word.script());
  }
}
