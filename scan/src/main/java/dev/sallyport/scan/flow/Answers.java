package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.knowledge.Answer;
import dev.sallyport.scan.ci.github.knowledge.AnswerKnowledge;
import dev.sallyport.scan.ci.github.knowledge.UntrustedOutput.Content;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Foreign values in what the forge answers to `gh`, `curl` and `wget`: which fields a command asks
/// for, and what somebody can put into them.
final class Answers {
  private static final Set<String> WHOLE = Set.of("");
  private static final Set<String> JQ = Set.of("jq", "gojq", "yq", "jaq");
  private static final Set<String> API_VALUES =
      Set.of(
          "-X",
          "--method",
          "-f",
          "-F",
          "--field",
          "--raw-field",
          "-H",
          "--header",
          "-q",
          "--jq",
          "-t",
          "--template",
          "--input",
          "--hostname",
          "--cache",
          "-p",
          "--preview");

  /// What marks an address as one of the forge's API.
  private static final List<String> HOSTS =
      List.of("api.github.com", "github_api_url", "github.api_url", "/api/v3/");

  private Answers() {}

  /// Fields of an answer.
  ///
  /// @param at their paths; the empty path is the whole
  /// @param asked fields that the whole was restricted to, empty for all
  record Part(Answer row, Set<String> at, Set<String> asked) {
    Part {
      at = Set.copyOf(at);
      asked = Set.copyOf(asked);
    }

    static Part whole(Answer row) {
      return new Part(row, WHOLE, Set.of());
    }

    /// The paths of all that it holds.
    private Set<String> paths() {
      if (asked.isEmpty() || !at.contains("")) {
        return at;
      }
      Set<String> all = new LinkedHashSet<>(asked);
      all.addAll(at);
      all.remove("");
      return all;
    }

    /// What a jq program takes of it.
    Part pick(String program) {
      return new Part(row, JqPaths.of(program, at), asked);
    }

    /// The field or element of that name.
    Part member(String name) {
      Set<String> further = new LinkedHashSet<>();
      at.forEach(path -> further.add(path.isEmpty() ? name : path + "." + name));
      return new Part(row, further, asked);
    }
  }

  /// A value made of fields of an answer; empty when nobody foreign chooses any of them.
  static Optional<Taint> taint(Part part, String origin) {
    Charset charset = null;
    ContextSources.Revision revision = ContextSources.Revision.NONE;
    boolean outsider = false;
    for (String path : part.paths().stream().sorted().toList()) {
      Optional<Content> content = content(part.row, path);
      if (content.isEmpty()) {
        continue;
      }
      Charset one = Contents.charset(content.get()).orElse(Charset.TEXT);
      charset = charset == null || one.compareTo(charset) > 0 ? one : charset;
      ContextSources.Revision named = Contents.revision(content.get());
      revision = revision == ContextSources.Revision.NONE ? named : revision;
      outsider |= content.get() != Content.LABEL;
    }
    if (charset == null) {
      return Optional.empty();
    }
    Reach weakest = outsider ? part.row.reach() : Reach.TRIAGER;
    Reach cap = weakest.compareTo(part.row.reach()) < 0 ? weakest : part.row.reach();
    return Optional.of(
        new Taint(
            charset, Set.of(), cap, revision, origin, List.of(), 1, null, Confidence.MEDIUM, part));
  }

  private static Optional<Content> content(Answer row, String path) {
    if (path.isEmpty()) {
      return Optional.of(row.content());
    }
    return AnswerKnowledge.field(row.within().isEmpty() ? path : row.within() + "." + path);
  }

  /// What a command prints, when it asks the forge.
  static Optional<Taint> of(SimpleCommandView command, Taint... given) {
    List<String> words = ForeignCode.words(command);
    return switch (command.name().orElse("")) {
      case "gh" -> gh(words, given);
      case "curl", "wget", "invoke-restmethod", "irm", "invoke-webrequest", "iwr" ->
          address(words, given);
      default -> Optional.empty();
    };
  }

  private static Optional<Taint> gh(List<String> words, Taint... given) {
    if (words.size() > 1 && words.getFirst().equals("api")) {
      return api(words, given);
    }
    Optional<Answer> row = AnswerKnowledge.command(words);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    String origin = "the output of gh " + words.get(0) + " " + words.get(1);
    if (words.contains("--name-only")) {
      return Optional.of(names(row.get(), origin));
    }
    if (row.get().reach() == Reach.WRITER && otherRepository(words)) {
      return Optional.empty();
    }
    Set<String> fields = new LinkedHashSet<>();
    option(words, "--json").ifPresent(list -> fields.addAll(List.of(list.split(",", 50))));
    return taint(filtered(words, new Part(row.get(), WHOLE, fields)), origin);
  }

  private static boolean otherRepository(List<String> words) {
    return option(words, "-R").or(() -> option(words, "--repo")).stream()
        .anyMatch(name -> !name.contains("$"));
  }

  /// `gh pr diff --name-only`: one path a line.
  private static Taint names(Answer row, String origin) {
    Answer files = new Answer(row.source(), "files", Content.PATH, row.reach(), row.why());
    return taint(Part.whole(files), origin).orElseThrow().as(Charset.TEXT);
  }

  private static Part filtered(List<String> words, Part part) {
    Optional<String> program = option(words, "-q").or(() -> option(words, "--jq"));
    if (program.isPresent()) {
      return part.pick(program.get());
    }
    return option(words, "-t")
        .or(() -> option(words, "--template"))
        .map(text -> part.pick("\"" + braces(text) + "\""))
        .orElse(part);
  }

  /// A Go template's `{{.title}}` in the spelling of a string of jq.
  private static String braces(String template) {
    return template.replace("\"", "").replace("{{", "\\(").replace("}}", ")");
  }

  private static Optional<Taint> api(List<String> words, Taint... given) {
    String method = option(words, "-X").or(() -> option(words, "--method")).orElse("GET");
    String endpoint = operand(words.subList(1, words.size())).orElse("");
    Optional<Answer> row =
        AnswerKnowledge.endpoint(endpoint).or(() -> link(endpoint)).or(() -> told(given));
    boolean graph = row.isPresent() && row.get().source().equals("graphql");
    boolean writes = words.stream().anyMatch(Answers::isField) && option(words, "-X").isEmpty();
    if (row.isEmpty() || (!graph && (writes || !method.equalsIgnoreCase("GET")))) {
      return Optional.empty();
    }
    Set<String> fields = graph ? queried(String.join(" ", words)) : Set.of();
    return graph && fields.isEmpty()
        ? Optional.empty()
        : taint(
            filtered(words, new Part(row.get(), WHOLE, fields)),
            "the output of gh api " + shortened(endpoint));
  }

  private static boolean isField(String word) {
    return word.equals("-f")
        || word.equals("-F")
        || word.equals("--field")
        || word.equals("--raw-field")
        || word.equals("--input");
  }

  /// The fields that a GraphQL query names, whatever they belong to.
  static Set<String> queried(String query) {
    Set<String> fields = new LinkedHashSet<>();
    for (String name : List.of("title", "body", "bodyText", "message", "headRefName")) {
      if (query.contains(name)) {
        fields.add(name);
      }
    }
    if (query.contains("headRefOid")) {
      fields.add("headRefOid");
    }
    return fields;
  }

  /// `curl` and its kin, asking the API or an address that the event's payload told.
  private static Optional<Taint> address(List<String> words, Taint... given) {
    if (words.stream().anyMatch(Answers::sends)) {
      return Optional.empty();
    }
    for (Taint taint : given) {
      if (taint.revision() == ContextSources.Revision.PATCH) {
        return Optional.of(taint.as(Charset.TEXT));
      }
    }
    for (String word : words) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.contains("/pull/") && (lower.endsWith(".diff") || lower.endsWith(".patch"))) {
        return AnswerKnowledge.command(List.of("pr", "diff"))
            .flatMap(row -> taint(Part.whole(row), "the change at " + shortened(word)));
      }
      boolean api = HOSTS.stream().anyMatch(lower::contains);
      Optional<Answer> row = api ? AnswerKnowledge.endpoint(behindHost(word)) : link(word);
      if (row.isPresent()) {
        return taint(Part.whole(row.get()), "the answer of " + shortened(word));
      }
    }
    return told(given).flatMap(row -> taint(Part.whole(row), "the answer of " + row.source()));
  }

  /// An address of the payload that came over a variable.
  private static Optional<Answer> told(Taint... given) {
    return Stream.of(given).flatMap(taint -> link(taint.origin()).stream()).findFirst();
  }

  private static boolean sends(String word) {
    return switch (word) {
      case "-d",
          "--data",
          "--data-raw",
          "--data-binary",
          "--json",
          "-F",
          "--form",
          "POST",
          "PATCH",
          "PUT",
          "DELETE",
          "-XPOST",
          "-XPATCH",
          "-XPUT",
          "-XDELETE" ->
          true;
      default -> word.startsWith("--data=") || word.startsWith("--post-");
    };
  }

  private static String behindHost(String word) {
    int repos = word.indexOf("/repos/");
    return repos < 0 ? word : word.substring(repos + "/repos/".length());
  }

  /// `${{ github.event.pull_request.url }}`: the payload tells where to ask.
  private static Optional<Answer> link(String word) {
    if (word.contains("event.issue.pull_request.url") || word.contains("event.pull_request.url")) {
      return AnswerKnowledge.endpoint("pulls/*");
    }
    if (word.contains("event.issue.url")) {
      return AnswerKnowledge.endpoint("issues/*");
    }
    return word.contains("event.comment.url")
        ? AnswerKnowledge.endpoint("issues/comments/*")
        : Optional.empty();
  }

  /// What `jq` leaves of an answer; anything else leaves it as it is.
  static Optional<Taint> through(SimpleCommandView command, Taint taint) {
    Part part = taint.answer();
    if (part == null || !JQ.contains(command.name().orElse(""))) {
      return Optional.of(taint);
    }
    Optional<String> program = program(command.arguments());
    if (program.isEmpty()) {
      return Optional.of(taint);
    }
    return taint(part.pick(program.get()), taint.origin()).map(taint::part);
  }

  private static Optional<String> program(List<Word> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String text = arguments.get(i).literalPrefix();
      if (text.equals("--arg") || text.equals("--argjson") || text.equals("--slurpfile")) {
        i += 2;
      } else if (text.equals("-f") || text.equals("--from-file")) {
        return Optional.empty();
      } else if (text.equals("--indent")) {
        i++;
      } else if (!text.startsWith("-")) {
        return Optional.of(ForeignCode.text(arguments.get(i)));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> operand(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (API_VALUES.contains(word)) {
        i++;
      } else if (!word.startsWith("-")) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /// The value of `-o value`, `--opt value` or `--opt=value`.
  static Optional<String> option(List<String> words, String name) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(name) && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      }
      if (name.startsWith("--") && word.startsWith(name + "=")) {
        return Optional.of(word.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
