package dev.sallyport.scan.flow;

import java.util.List;

/// What a job can do when it runs.
///
/// @param writes token scopes with write access, sorted
/// @param defaultToken no `permissions:` is in force: the repository's setting counts, which may be
///     write to everything
/// @param secrets names of secrets in reach, sorted, at most [#MOST_SECRETS]; `*` for all of them
/// @param moreSecrets how many more there are
/// @param oidc it can ask for an identity token
/// @param selfHosted it runs on a machine that is not made anew by the code host
/// @param cache what it saves is read by runs of the default branch
public record Privilege(
    List<String> writes,
    boolean defaultToken,
    List<String> secrets,
    int moreSecrets,
    boolean oidc,
    boolean selfHosted,
    boolean cache) {

  /// Far more than anybody is told: a workflow's secrets are within reach of each of its jobs, and
  /// each job keeps its own list.
  static final int MOST_SECRETS = 200;

  /// Of more names a message only tells how many there are.
  private static final int MOST_NAMED = 24;

  public Privilege {
    writes = List.copyOf(writes);
    secrets = List.copyOf(secrets);
  }

  /// Whether it can change something or take something away.
  public boolean strong() {
    return defaultToken || !writes.isEmpty() || !secrets.isEmpty() || oidc;
  }

  /// In words, for messages.
  public String text() {
    List<String> parts = new java.util.ArrayList<>();
    if (defaultToken) {
      parts.add("the default token, which may write everywhere");
    } else if (!writes.isEmpty()) {
      parts.add("a token that can write " + listed(few(writes, 0)));
    }
    if (secrets.contains("*")) {
      parts.add("all secrets");
    } else if (!secrets.isEmpty()) {
      parts.add(
          (secrets.size() == 1 ? "the secret " : "the secrets ")
              + listed(few(secrets, moreSecrets)));
    }
    if (oidc && !writes.contains("id-token")) {
      parts.add("an OIDC identity");
    }
    if (selfHosted) {
      parts.add("a self-hosted runner");
    }
    return parts.isEmpty() ? "a read-only token" : listed(parts);
  }

  /// `a, b and c`. Behind a part that is a list or has a comma itself stands a comma too, so that
  /// nobody reads `which may write everywhere and the secret X`.
  private static String listed(List<String> parts) {
    StringBuilder out = new StringBuilder(parts.getFirst());
    for (int i = 1; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      String before = parts.get(i - 1);
      boolean comma = !last || before.contains(", ") || before.contains(" and ");
      out.append(comma ? "," : "").append(last ? " and " : " ").append(parts.get(i));
    }
    return out.toString();
  }

  private static List<String> few(List<String> names, int unnamed) {
    if (names.size() <= MOST_NAMED) {
      return names;
    }
    List<String> few = new java.util.ArrayList<>(names.subList(0, MOST_NAMED));
    few.add((names.size() - MOST_NAMED + unnamed) + " more");
    return few;
  }
}
