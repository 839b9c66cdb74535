package dev.sallyport.scan.engine;

import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.syntax.settings.Fields;
import dev.sallyport.scan.syntax.settings.Printable;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The `policies` part of the configuration.
final class PoliciesReader {
  private static final String DOCKER = "docker://";

  static final List<String> KEYS =
      List.of(
          "pinning",
          "allowed-actions",
          "denied-actions",
          "allowed-hosts",
          "ephemeral-runner-labels");

  private PoliciesReader() {}

  static Policies read(Fields fields) {
    return new Policies(
        pinning(fields),
        actions(fields, "allowed-actions"),
        actions(fields, "denied-actions"),
        checked(
            fields,
            "allowed-hosts",
            "host name",
            PoliciesReader::isHost,
            "Write the bare name, such as 'hooks.example.com'; no scheme, port or path"),
        fields.texts("ephemeral-runner-labels", "runner label"));
  }

  private static Map<String, Policies.Pin> pinning(Fields fields) {
    Map<String, Policies.Pin> pins = new LinkedHashMap<>();
    fields
        .get("pinning")
        .flatMap(node -> owners(fields, node))
        .ifPresent(
            owners -> {
              for (YamlEntry entry : owners.entries()) {
                pin(owners, entry, pins);
              }
            });
    return pins;
  }

  private static Optional<Fields> owners(Fields fields, YamlNode node) {
    return Fields.open(
        fields.problems(), fields.path("pinning"), node, "an owner, owner/repo or '*' per line");
  }

  private static void pin(Fields owners, YamlEntry entry, Map<String, Policies.Pin> pins) {
    String who = entry.key().value();
    String name = who.toLowerCase(Locale.ROOT);
    if (!isOwner(name)) {
      owners.problem(
          entry.key(),
          Printable.of(who),
          "an owner, owner/repo or '*'",
          "Write 'actions', 'actions/checkout' or '*'; a pattern is not needed here");
    }
    owners
        .choice(who, List.of(Policies.Pin.values()), Policies.Pin::id)
        .ifPresent(pin -> pins.put(name, pin));
  }

  private static List<String> actions(Fields fields, String key) {
    return checked(
        fields,
        key,
        "action",
        PoliciesReader::isActionPattern,
        "Write 'owner/repo', 'owner/*', 'docker://image' or '*'; leave '@ref' and paths out");
  }

  private static List<String> checked(
      Fields fields, String key, String item, Predicate<String> fits, String remedy) {
    return fields.list(key, item + "s", node -> checked(fields, node, key, item, fits, remedy));
  }

  private static Optional<String> checked(
      Fields fields,
      YamlNode node,
      String key,
      String item,
      Predicate<String> fits,
      String remedy) {
    Optional<String> name = fields.text(node, key, item).map(t -> t.toLowerCase(Locale.ROOT));
    if (name.isPresent() && !fits.test(name.get())) {
      fields.problem(node, key, "a list of " + item + "s", remedy);
    }
    return name;
  }

  static boolean isOwner(String name) {
    int slash = name.indexOf('/');
    return name.equals("*")
        || (slash < 0
            ? isName(name)
            : isName(name.substring(0, slash)) && isName(name.substring(slash + 1)));
  }

  static boolean isActionPattern(String name) {
    return name.equals("*")
        || (name.endsWith("/*") && isName(name.substring(0, name.length() - 2)))
        || (name.indexOf('/') > 0 && isOwner(name))
        || (name.startsWith(DOCKER) && isImage(name.substring(DOCKER.length())));
  }

  /// An image as it stands behind `docker://`, or all below a registry or namespace:
  /// `ghcr.io/acme/*`.
  private static boolean isImage(String pattern) {
    String name = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
    return pattern.equals("*")
        || Arrays.stream(name.split("[/:@]", -1)).allMatch(PoliciesReader::isName);
  }

  private static boolean isHost(String name) {
    return isName(name) && !name.startsWith(".") && !name.endsWith(".") && !name.contains("..");
  }

  /// What owners, repositories and hosts are made of, letters in lower case.
  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_'
                        || c == '.');
  }
}
