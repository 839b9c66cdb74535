package dev.sallyport.scan.rule.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names of files and directories that hold credentials by custom.
final class SensitivePath {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry(".git", "the checkout's configuration, with its token, and all history"),
          Map.entry(".env", "environment settings, by custom with passwords"),
          Map.entry(".npmrc", "npm's registry token"),
          Map.entry(".yarnrc.yml", "yarn's registry token"),
          Map.entry(".pypirc", "the package index password"),
          Map.entry(".netrc", "passwords by host"),
          Map.entry(".git-credentials", "git's passwords by host"),
          Map.entry(".dockercfg", "registry passwords"),
          Map.entry(".docker", "registry passwords"),
          Map.entry(".aws", "cloud credentials"),
          Map.entry(".azure", "cloud credentials"),
          Map.entry("gcloud", "cloud credentials"),
          Map.entry(".kube", "cluster credentials"),
          Map.entry("kubeconfig", "cluster credentials"),
          Map.entry(".ssh", "private keys"),
          Map.entry(".gnupg", "private keys"),
          Map.entry("id_rsa", "a private key"),
          Map.entry("id_ed25519", "a private key"),
          Map.entry("id_ecdsa", "a private key"),
          Map.entry("terraform.tfstate", "the state, with every password in it"));

  private static final List<String> ENDINGS =
      List.of(".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".tfstate", ".mobileprovision");
  private static final Set<String> HOMES =
      Set.of(
          "~",
          "~/",
          "~/*",
          "~/**",
          "/home/runner",
          "/home/runner/",
          "/root",
          "$HOME",
          "${{env.HOME}}");

  private SensitivePath() {}

  /// What lies at the path, if its name tells.
  static Optional<String> why(String path) {
    String text = path.strip().replace('\\', '/');
    if (HOMES.contains(text.replace(" ", ""))) {
      return Optional.of("the home directory, with the credentials that tools keep there");
    }
    for (String segment : text.toLowerCase(Locale.ROOT).split("/", 50)) {
      Optional<String> found = segment(segment);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> segment(String name) {
    String known = NAMES.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    if (name.startsWith(".env.") && !isSample(name)) {
      return Optional.of("environment settings, by custom with passwords");
    }
    boolean account =
        name.endsWith(".json")
            && (name.startsWith("credentials")
                || name.startsWith("service-account")
                || name.startsWith("service_account")
                || name.startsWith("serviceaccount"));
    if (account) {
      return Optional.of("a cloud account's key");
    }
    return ENDINGS.stream().anyMatch(name::endsWith) && !name.contains("pub")
        ? Optional.of("by its name a private key or state")
        : Optional.empty();
  }

  private static boolean isSample(String name) {
    return name.contains("example")
        || name.contains("sample")
        || name.contains("template")
        || name.contains("dist");
  }
}
