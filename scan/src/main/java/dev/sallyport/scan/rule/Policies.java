package dev.sallyport.scan.rule;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an organisation decided; read from `.sallyport.yaml`.
///
/// @param pinning by owner (`actions`), repository (`actions/checkout`) or `*`, lower case; the
///     most specific one counts
/// @param allowedActions patterns `owner/*` or `owner/repo`; empty means that all are allowed
/// @param deniedActions the same form
/// @param allowedHosts to which secrets may be sent, beside the code host and the registries
/// @param runnerLabels self-hosted labels that are known to be ephemeral
public record Policies(
    Map<String, Pin> pinning,
    List<String> allowedActions,
    List<String> deniedActions,
    List<String> allowedHosts,
    List<String> runnerLabels) {

  /// How exactly an action must be named.
  public enum Pin {
    /// Any ref.
    ANY,
    /// A tag or commit, no branch.
    REF,
    /// A full commit id.
    HASH;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Policies DEFAULT =
      new Policies(Map.of(), List.of(), List.of(), List.of(), List.of());

  public Policies {
    pinning = Map.copyOf(pinning);
    allowedActions = List.copyOf(allowedActions);
    deniedActions = List.copyOf(deniedActions);
    allowedHosts = List.copyOf(allowedHosts);
    runnerLabels = List.copyOf(runnerLabels);
  }

  /// What is asked of `owner/repo` (lower case). Without a policy: a full commit id.
  public Pin pin(String repository) {
    String owner = repository.substring(0, Math.max(0, repository.indexOf('/')));
    for (String key : List.of(repository, owner, "*")) {
      Pin pin = pinning.get(key);
      if (pin != null) {
        return pin;
      }
    }
    return Pin.HASH;
  }

  /// Whether somebody decided on `owner/repo` by name.
  public boolean decided(String repository) {
    String owner = repository.substring(0, Math.max(0, repository.indexOf('/')));
    return pinning.containsKey(repository) || pinning.containsKey(owner);
  }

  /// `owner/*`, `owner/repo` or `*` against `owner/repo` in lower case.
  public static boolean matches(String pattern, String repository) {
    String wanted = pattern.toLowerCase(Locale.ROOT);
    return wanted.equals("*")
        || wanted.equals(repository)
        || (wanted.endsWith("/*")
            && repository.startsWith(wanted.substring(0, wanted.length() - 1)));
  }
}
