package dev.sallyport.scan.engine;

import dev.sallyport.scan.rule.Policies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// The identity of policies, the same for the same decisions in any order.
final class PolicyDigest {

  private PolicyDigest() {}

  static String of(Policies policies) {
    StringBuilder text = new StringBuilder("policies 1\n");
    new TreeMap<>(policies.pinning())
        .forEach((who, pin) -> field(text, "pin", List.of(who, pin.id())));
    field(text, "allowed-actions", sorted(policies.allowedActions()));
    field(text, "denied-actions", sorted(policies.deniedActions()));
    field(text, "allowed-hosts", sorted(policies.allowedHosts()));
    field(text, "runner-labels", sorted(policies.runnerLabels()));
    return sha256(text.toString());
  }

  private static List<String> sorted(List<String> values) {
    return values.stream().sorted().distinct().toList();
  }

  /// Lengths stand in front of values, so that no value can pass for two.
  private static void field(StringBuilder text, String name, List<String> values) {
    text.append(name);
    for (String value : values) {
      text.append(' ').append(value.length()).append(':').append(value);
    }
    text.append('\n');
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
