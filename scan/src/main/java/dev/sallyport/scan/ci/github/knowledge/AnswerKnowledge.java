package dev.sallyport.scan.ci.github.knowledge;

import dev.sallyport.base.model.finding.Reach;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the forge's answers hold: to `gh`, to its REST API, to Octokit (GitHub docs, "REST API",
/// "GraphQL API"; the manual of `gh`).
public final class AnswerKnowledge {
  private static final Lazy<KeyedSheet<Answer>> ANSWERS =
      new Lazy<>(() -> KeyedSheet.read("answers.tsv", Answer::read, Function.identity()));
  private static final Lazy<KeyedSheet<AnswerField>> FIELDS =
      new Lazy<>(
          () -> KeyedSheet.read("answer-fields.tsv", AnswerField::read, Function.identity()));

  /// First segments of paths behind `repos/OWNER/REPO/`, and what stands beside it.
  private static final Set<String> ROOTS =
      Set.of(
          "actions",
          "comments",
          "commits",
          "compare",
          "discussions",
          "graphql",
          "issues",
          "milestones",
          "pulls",
          "releases",
          "search");

  /// Segments that are words of the API and not somebody's number or name.
  private static final Set<String> WORDS =
      Set.of(
          "comments",
          "commits",
          "files",
          "issues",
          "labels",
          "pulls",
          "reviews",
          "runs",
          "tags",
          "timeline",
          "workflows");

  private static final int LONGEST = 4_000;

  private AnswerKnowledge() {}

  /// The answer to a `gh` command, by its first two words.
  public static Optional<Answer> command(List<String> words) {
    return words.size() < 2 ? Optional.empty() : row("gh " + words.get(0) + " " + words.get(1));
  }

  /// The answer of an Octokit method such as `pulls.get`.
  public static Optional<Answer> method(String name) {
    return row(name);
  }

  /// The answer of an address or path of the REST API; expansions and expressions in it may stand
  /// for any segment.
  public static Optional<Answer> endpoint(String address) {
    if (address.length() > LONGEST) {
      return Optional.empty();
    }
    String path = withoutExpressions(address);
    int query = path.indexOf('?');
    List<String> segments = List.of((query < 0 ? path : path.substring(0, query)).split("/"));
    for (int i = 0; i < segments.size(); i++) {
      if (ROOTS.contains(segments.get(i))) {
        Optional<Answer> row = row(pattern(segments.subList(i, segments.size())));
        // Releases of a repository that is named by hand are a supplier's, not an attacker's.
        if (row.isPresent() && (row.get().reach() != Reach.WRITER || varies(segments, i))) {
          return row;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean varies(List<String> segments, int root) {
    return segments.subList(Math.max(0, root - 2), root).stream()
        .anyMatch(s -> s.contains("*") || s.contains("$") || s.contains("{") || s.startsWith(":"));
  }

  private static String pattern(List<String> segments) {
    List<String> out = new ArrayList<>();
    for (String segment : segments) {
      if (!segment.isEmpty()) {
        boolean word = out.isEmpty() || WORDS.contains(segment);
        out.add(word ? segment : "*");
      }
    }
    return String.join("/", out);
  }

  /// `${{ … }}` and `${…}` may hold slashes and blanks.
  private static String withoutExpressions(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      boolean expression = text.startsWith("${{", at);
      boolean expansion = text.startsWith("${", at);
      int end = expansion ? text.indexOf(expression ? "}}" : "}", at) : -1;
      if (end < 0) {
        out.append(text.charAt(at++));
      } else {
        out.append('*');
        at = end + (expression ? 2 : 1);
      }
    }
    return out.toString();
  }

  private static Optional<Answer> row(String source) {
    return ANSWERS.get().rows(source).stream().findFirst();
  }

  /// What a field holds, by its path; empty for what nobody foreign chooses freely.
  public static Optional<UntrustedOutput.Content> field(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    String last = lower.substring(lower.lastIndexOf('.') + 1);
    return FIELDS.get().rows(last).stream()
        .filter(row -> row.fits(lower))
        .max(Comparator.comparingInt(row -> row.parent().length()))
        .map(AnswerField::content)
        .filter(content -> content != UntrustedOutput.Content.UNKNOWN);
  }

  static List<Sheet<?>> sheets() {
    return List.of(ANSWERS.get().all(), FIELDS.get().all());
  }
}
