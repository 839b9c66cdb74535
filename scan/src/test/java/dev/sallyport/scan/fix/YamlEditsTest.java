package dev.sallyport.scan.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.text.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class YamlEditsTest {

  interface Change extends Function<Sample, Optional<List<Edit>>> {}

  private static Arguments row(String name, Change change, String before, String after) {
    return Arguments.of(name, change, before, after);
  }

  private static NewValue scopes() {
    SequencedMap<String, String> scopes = new LinkedHashMap<>();
    scopes.put("contents", "read");
    scopes.put("issues", "write");
    return NewValue.mapping(scopes);
  }

  private static Change permissions(Place place) {
    return s -> s.edits.insertEntry(s.mapping(""), place, "permissions", scopes());
  }

  static Stream<Arguments> insertions() {
    Change afterOn = permissions(Place.after("on", "name"));
    Change atEnd = permissions(Place.atEnd());
    Change beforeJobs = permissions(Place.before("jobs"));
    Change noPersist =
        s ->
            s.edits.insertBelow(
                s.mapping("steps/0"),
                Place.after("uses"),
                "with",
                List.of(new NewValue.Entry("persist-credentials", NewValue.of(false))));
    return Stream.of(
        row(
            "after on, without blank lines",
            afterOn,
            "on: push\njobs:\n  a: b\n",
            "on: push\npermissions:\n  contents: read\n  issues: write\njobs:\n  a: b\n"),
        row(
            "after on, with blank lines and comments",
            afterOn,
            "# top\nname: x # n\n\non:\n    push: # p\n        tags: [a]\n    # pull_request:\n\n# jobs\njobs:\n    a: b\n",
            "# top\nname: x # n\n\non:\n    push: # p\n        tags: [a]\n    # pull_request:\n\npermissions:\n    contents: read\n    issues: write\n\n# jobs\njobs:\n    a: b\n"),
        row(
            "at the end, no line break there",
            atEnd,
            "on: push\njobs:\n  a: b",
            "on: push\njobs:\n  a: b\npermissions:\n  contents: read\n  issues: write"),
        row(
            "at the end, blank lines are usual",
            atEnd,
            "on: push\n\njobs:\n  a: b # c\n\n# end\n",
            "on: push\n\njobs:\n  a: b # c\n\npermissions:\n  contents: read\n  issues: write\n\n# end\n"),
        row(
            "before, above the comment that speaks of it",
            beforeJobs,
            "on: push\n\n# all\n# jobs\njobs:\n   a: b\n",
            "on: push\n\npermissions:\n   contents: read\n   issues: write\n\n# all\n# jobs\njobs:\n   a: b\n"),
        row(
            "before the first, below the head of the file",
            beforeJobs,
            "# licence\njobs:\n  a: b\n",
            "# licence\npermissions:\n  contents: read\n  issues: write\njobs:\n  a: b\n"),
        row(
            "line ends of Windows",
            afterOn,
            "on: push\r\n\r\njobs:\r\n  a: b\r\n",
            "on: push\r\n\r\npermissions:\r\n  contents: read\r\n  issues: write\r\n\r\njobs:\r\n  a: b\r\n"),
        row(
            "at the end of a flow mapping",
            atEnd,
            "{on: push, jobs: {a: b}}\n",
            "{on: push, jobs: {a: b}, permissions: {contents: read, issues: write}}\n"),
        row(
            "JSON on several lines",
            afterOn,
            "{\n  \"on\": \"push\",\n  \"jobs\": {}\n}\n",
            "{\n  \"on\": \"push\",\n  \"permissions\": {\"contents\": \"read\", \"issues\": \"write\"},\n  \"jobs\": {}\n}\n"),
        row(
            "at the end of JSON on several lines",
            atEnd,
            "{\n  \"on\": \"push\", # c\n  \"jobs\": {} # d\n}\n",
            "{\n  \"on\": \"push\", # c\n  \"jobs\": {}, # d\n  \"permissions\": {\"contents\": \"read\", \"issues\": \"write\"}\n}\n"),
        row(
            "behind a trailing comma",
            atEnd,
            "{\n  on: push,\n}\n",
            "{\n  on: push,\n  permissions: {contents: read, issues: write},\n}\n"),
        row(
            "into an empty flow mapping",
            s -> s.edits.insertEntry(s.mapping("a"), Place.atEnd(), "b", NewValue.of("c, d")),
            "a: { }\n",
            "a: {b: 'c, d'}\n"),
        row(
            "behind kept blank lines",
            s -> s.edits.insertEntry(s.mapping(""), Place.after("run"), "x", NewValue.of("v")),
            "run: |+\n  a\n\n\nz: 1\n",
            "run: |+\n  a\n\n\nx: v\nz: 1\n"),
        row(
            "behind a block that ends with the file",
            s -> s.edits.insertEntry(s.mapping(""), Place.atEnd(), "x", NewValue.of("v")),
            "a: |\n  b  ",
            "a: |\n  b  \nx: v"),
        row(
            "behind an alias",
            s -> s.edits.insertEntry(s.mapping(""), Place.atEnd(), "x", NewValue.of("v")),
            "a: &a\n  b: c\nd: *a # e\n# f\n",
            "a: &a\n  b: c\nd: *a # e\nx: v\n# f\n"),
        row(
            "in front of the first key of a step",
            s -> s.edits.insertEntry(s.mapping("0"), Place.before("run"), "id", NewValue.of("x")),
            "- run: |\n    a\n  name: b\n",
            "- id: x\n  run: |\n    a\n  name: b\n"),
        row(
            "with is missing",
            noPersist,
            "steps:\n- uses: a/b@v1 # c\n- run: x\n",
            "steps:\n- uses: a/b@v1 # c\n  with:\n    persist-credentials: false\n- run: x\n"),
        row(
            "with is there",
            noPersist,
            "steps:\n  -   uses: a/b@v1\n      with:\n          ref: x\n          # y\n      if: z\n",
            "steps:\n  -   uses: a/b@v1\n      with:\n          ref: x\n          # y\n          persist-credentials: false\n      if: z\n"),
        row(
            "with is empty",
            noPersist,
            "steps:\n  - uses: a/b@v1\n    with: # none\n    if: z\n",
            "steps:\n  - uses: a/b@v1\n    with: # none\n      persist-credentials: false\n    if: z\n"),
        row(
            "with in flow style",
            noPersist,
            "steps:\n  - uses: a/b@v1\n    with: {ref: x}\n",
            "steps:\n  - uses: a/b@v1\n    with: {ref: x, persist-credentials: false}\n"),
        row(
            "the step in flow style",
            noPersist,
            "steps: [{uses: a/b@v1}, {run: x}]\n",
            "steps: [{uses: a/b@v1, with: {persist-credentials: false}}, {run: x}]\n"),
        row(
            "a sequence, as this file indents them",
            s ->
                s.edits.insertEntry(
                    s.mapping(""), Place.atEnd(), "d", NewValue.sequence(List.of("e", "*", "no"))),
            "a:\n- b\n- c\n",
            "a:\n- b\n- c\nd:\n- e\n- '*'\n- 'no'\n"));
  }

  static Stream<Arguments> replacements() {
    Change pin = s -> s.edits.replaceScalar(s.scalar("uses"), "a/b@1234", "v4.1.1");
    Change scoped = s -> s.edits.replaceBlock(s.mapping(""), "permissions", scopes());
    return Stream.of(
        row("plain", pin, "uses: a/b@v4\n", "uses: a/b@1234 # v4.1.1\n"),
        row("quotes stay", pin, "uses: 'a/b@v4'  \n", "uses: 'a/b@1234' # v4.1.1\n"),
        row("double quotes", pin, "uses: \"a/b@v4\"", "uses: \"a/b@1234\" # v4.1.1"),
        row("an old version", pin, "uses: a/b@v4  # v4\n", "uses: a/b@1234  # v4.1.1\n"),
        row("a tag", pin, "uses: a/b@v4 # tag=v4.0\n", "uses: a/b@1234 # v4.1.1\n"),
        row("a pin", pin, "uses: a/b@v4 # pin@v4\n", "uses: a/b@1234 # v4.1.1\n"),
        row("a remark", pin, "uses: a/b@v4 # why\n", "uses: a/b@1234 # v4.1.1 # why\n"),
        row("version and remark", pin, "uses: a/b@v4 #v4 why\n", "uses: a/b@1234 # v4.1.1 why\n"),
        row("CRLF", pin, "uses: a/b@v4\r\nx: y\r\n", "uses: a/b@1234 # v4.1.1\r\nx: y\r\n"),
        row("flow, last", pin, "{x: y, uses: a/b@v4}\n", "{x: y, uses: a/b@1234} # v4.1.1\n"),
        row("anchored", pin, "uses: &u a/b@v4\n", "uses: &u a/b@1234 # v4.1.1\n"),
        row(
            "a boolean",
            s -> s.edits.replaceScalar(s.scalar("a"), "false"),
            "a: true # b\n",
            "a: false # b\n"),
        row(
            "a string that looks like a boolean",
            s -> s.edits.replaceScalar(s.scalar("a"), "false"),
            "a: word\n",
            "a: 'false'\n"),
        row(
            "nothing yet",
            s -> s.edits.replaceScalar(s.scalar("a"), "b: c"),
            "a: # d\n",
            "a: 'b: c' # d\n"),
        row(
            "write-all",
            scoped,
            "on: x\npermissions: write-all # why\n\njobs:\n    a:\n        b: c\n",
            "on: x\npermissions: # why\n    contents: read\n    issues: write\n\njobs:\n    a:\n        b: c\n"),
        row(
            "a block by a block",
            scoped,
            "permissions: # why\n  # all\n  contents: write # c\n  # more\njobs: {}\n",
            "permissions: # why\n  contents: read\n  issues: write\n  # more\njobs: {}\n"),
        row(
            "flow",
            scoped,
            "{permissions: write-all, a: b}",
            "{permissions: {contents: read, issues: write}, a: b}"),
        row(
            "an alias",
            scoped,
            "a: &a {b: c}\npermissions: *a # d\n",
            "a: &a {b: c}\npermissions: # d\n  contents: read\n  issues: write\n"),
        row(
            "a block by a word",
            s -> s.edits.replaceBlock(s.mapping(""), "permissions", NewValue.of("read-all")),
            "permissions: # why\n  contents: write # c\njobs: {}\n",
            "permissions: read-all # why\njobs: {}\n"),
        row(
            "inherited secrets by a list",
            s ->
                s.edits.replaceBlock(
                    s.mapping("jobs/a"),
                    "secrets",
                    NewValue.mapping("T", NewValue.of("${{ secrets.T }}"))),
            "jobs:\n  a:\n    uses: x\n    secrets: inherit\n",
            "jobs:\n  a:\n    uses: x\n    secrets:\n      T: ${{ secrets.T }}\n"),
        row(
            "a comment",
            s -> s.edits.appendComment(s.scalar("a"), "x"),
            "a: [b,\n  c]\n".replace("[b,\n  c]", "\"b\n  c\""),
            "a: \"b\n  c\" # x\n"));
  }

  private static Change inside(String what, String by) {
    return s -> {
      int at = s.scalar("a").value().indexOf(what);
      return s.edits.replaceInside(s.scalar("a"), new Span(at, at + what.length()), by);
    };
  }

  static Stream<Arguments> insides() {
    return Stream.of(
        row("plain", inside("X", "\"${Y}\""), "a: b X c # d\n", "a: b \"${Y}\" c # d\n"),
        row("plain, at the start", inside("X", "\"Y\""), "a: X c\n", "a: '\"Y\" c'\n"),
        row("plain in flow", inside("X", "${Y}"), "{a: b X}\n", "{a: 'b ${Y}'}\n"),
        row("plain on two lines", inside("X", "Y"), "a: b\n  X c\n", "a: b\n  Y c\n"),
        row("single", inside("X", "'Y'"), "a: 'it''s X'\n", "a: 'it''s ''Y'''\n"),
        row("single over a quote", inside("t's X", "Y"), "a: 'it''s X'\n", "a: 'iY'\n"),
        row("double", inside("X", "\"Y\\\""), "a: \"\\tX\"\n", "a: \"\\t\\\"Y\\\\\\\"\"\n"),
        row(
            "double over escapes",
            inside("\"X\"", "Y"),
            "a: \"b \\\"X\\\" \\n\"",
            "a: \"b Y \\n\""),
        row(
            "literal",
            inside("X", "'\"Y\"'"),
            "a: |-\n  b\n   'X' # c\n",
            "a: |-\n  b\n   ''\"Y\"'' # c\n"),
        row("literal, two lines", inside("X", "Y\nZ"), "a: |\r\n  X\r\n", "a: |\r\n  Y\r\n  Z\r\n"),
        row(
            "folded",
            inside("X", "${Y}"),
            "a: >\n  b\n  X c\n\n  d\n",
            "a: >\n  b\n  ${Y} c\n\n  d\n"));
  }

  static Stream<Arguments> removals() {
    Change drop = s -> s.edits.removeEntry(s.mapping("w"), "x", Emptied.BRACES);
    return Stream.of(
        row(
            "in the middle",
            drop,
            "w:\n  a: b\n  # c\n  x: y # d\n  e: f\n",
            "w:\n  a: b\n  # c\n  e: f\n"),
        row(
            "with a block",
            drop,
            "w:\n  x:\n    y: z\n    # d\n\n  e: f\n",
            "w:\n    # d\n\n  e: f\n"),
        row("last in the file", drop, "w:\n  a: b\n  x: |\n    y", "w:\n  a: b"),
        row("one of two gaps", drop, "w:\n  a: b\n\n  x: y\n\n  e: f\n", "w:\n  a: b\n\n  e: f\n"),
        row("the only one", drop, "w: # c\n  x: y # d\nv: u\n", "w: {} # c\nv: u\n"),
        row("flow, first", drop, "w: {x: y, a: b}\n", "w: {a: b}\n"),
        row("flow, last", drop, "w: {a: b, x: y} # c\n", "w: {a: b} # c\n"),
        row("flow, only", drop, "w: { x: y }\n", "w: {}\n"),
        row(
            "flow, own line",
            drop,
            "w: {\n  x: y, # c\n  # d\n  a: b\n}\n",
            "w: {\n  # d\n  a: b\n}\n"),
        row(
            "flow, last line",
            drop,
            "w: {\n  a: b, # c\n  x: y # d\n}\n",
            "w: {\n  a: b, # c\n}\n"),
        row(
            "with its parent",
            s -> s.edits.removeEntry(s.mapping("v/w"), "x", Emptied.REMOVED),
            "v:\n  w:\n    x: y\nt: u\n",
            "t: u\n"),
        row(
            "behind a dash",
            s -> s.edits.removeEntry(s.mapping("0"), "x", Emptied.REMOVED),
            "- x: y # c\n\n  # d\n  a: b\n- e\n",
            "- # d\n  a: b\n- e\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"insertions", "replacements", "insides", "removals"})
  void edits(String name, Change change, String before, String after) {
    Sample sample = new Sample(before);
    assertThat(change.apply(sample))
        .hasValueSatisfying(list -> assertThat(sample.apply(list)).isEqualTo(after));
  }

  static Stream<Arguments> refusals() {
    Change into = s -> s.edits.insertEntry(s.mapping("a"), Place.atEnd(), "x", NewValue.of("v"));
    Change replace = s -> s.edits.replaceBlock(s.mapping(""), "a", NewValue.of("x"));
    Change remove = s -> s.edits.removeEntry(s.mapping(""), "a", Emptied.REMOVED);
    return Stream.of(
        row("into an anchored mapping in use", into, "a: &a\n  b: c\nd: *a\n", ""),
        row(
            "into what an alias stands for",
            s -> s.edits.insertEntry(s.mapping("d"), Place.atEnd(), "x", NewValue.of("v")),
            "a: &a {b: c}\nd: *a\n",
            ""),
        row(
            "below what an alias stands for",
            s -> s.edits.replaceScalar(s.scalar("d/b"), "x"),
            "a: &a {b: c}\nd: *a\n",
            ""),
        row("a key that is there", into, "a:\n  x: z\n", ""),
        row("replace what carries an anchor", replace, "a: &a b\nc: d\n", ""),
        row("replace what holds one in use", replace, "a:\n  b: &b c\nd: *b\n", ""),
        row("remove what an alias needs", remove, "a: &a b\nc: *a\n", ""),
        row("the last entry of the file", remove, "a: b\n", ""),
        row(
            "a pair in a sequence",
            s -> s.edits.insertEntry(s.mapping("0"), Place.atEnd(), "x", NewValue.of("v")),
            "[a: b]\n",
            ""),
        row(
            "a comment behind a block",
            s -> s.edits.appendComment(s.scalar("a"), "x"),
            "a: |\n  b\n",
            ""),
        row(
            "a comment in front of a neighbour",
            s -> s.edits.appendComment(s.scalar("0/a"), "x"),
            "[{a: b}, {c: d}]\n",
            ""),
        row(
            "a comment on two lines",
            s -> s.edits.appendComment(s.scalar("a"), "x\ny: z"),
            "a: b\n",
            ""),
        row("a part on two lines of a folded block", inside("b c", "x"), "a: >\n  b\n  c\n", ""),
        row(
            "a part behind the end",
            s -> s.edits.replaceInside(s.scalar("a"), new Span(0, 9), "x"),
            "a: b\n",
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refuses(String name, Change change, String before, String none) {
    assertThat(change.apply(new Sample(before))).isEmpty();
    assertThat(none).isEmpty();
  }

  @Test
  void aNodeOfAnotherFileIsRefused() {
    Sample one = new Sample("a: b\n");
    Sample other = new Sample("a: b\n");
    assertThat(one.edits.replaceScalar(other.scalar("a"), "c")).isEmpty();
  }
}
