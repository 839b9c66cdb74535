package dev.sallyport.scan.rule;

import dev.sallyport.base.model.source.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rule's page as its fixture: samples under `## Before`, `## After` and `## Near misses`. A
/// `###` heading begins a new sample; a sample is one or more fenced files:
///
/// ```yaml title=".github/workflows/ci.yml" find="uses: some/action@v1"
///
/// `find` (any number of times, in Before only) is a part of the line at which the rule must find
/// something; nothing else may be found in the sample.
record RulePage(
    String id, String text, List<Sample> before, List<Sample> after, List<Sample> near) {

  record Sample(String name, List<SampleFile> files) {}

  record SampleFile(SourceText source, List<String> finds) {}

  private static final Pattern TITLE = Pattern.compile("title=\"([^\"]*)\"");
  private static final Pattern FIND = Pattern.compile("find=(?:\"([^\"]*)\"|'([^']*)')");

  static Path directory() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("docs/rules"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("no docs/rules above " + Path.of("").toAbsolutePath());
    }
    return at.resolve("docs/rules");
  }

  static RulePage read(String id) {
    try {
      return parse(id, Files.readString(directory().resolve(id + ".md")));
    } catch (IOException missing) {
      throw new UncheckedIOException(
          "rule " + id + " has no page docs/rules/" + id + ".md", missing);
    }
  }

  static RulePage parse(String id, String text) {
    Map<String, List<Sample>> sections = new HashMap<>();
    String section = "";
    String name = "";
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("## ")) {
        section = line.substring(3).strip().toLowerCase(Locale.ROOT);
        name = section;
      } else if (line.startsWith("### ")) {
        name = line.substring(4).strip();
      } else if (line.startsWith("```") && line.contains("title=")) {
        StringBuilder body = new StringBuilder();
        String fence = line;
        for (i++; i < lines.size() && !lines.get(i).startsWith("```"); i++) {
          body.append(lines.get(i)).append('\n');
        }
        add(
            sections.computeIfAbsent(section, _ -> new ArrayList<>()),
            name,
            fence,
            body.toString());
      }
    }
    return new RulePage(
        id,
        text,
        sections.getOrDefault("before", List.of()),
        sections.getOrDefault("after", List.of()),
        sections.getOrDefault("near misses", List.of()));
  }

  private static void add(List<Sample> samples, String name, String fence, String body) {
    Matcher title = TITLE.matcher(fence);
    if (!title.find()) {
      throw new IllegalArgumentException("a fence needs title=\"path\": " + fence);
    }
    List<String> finds = new ArrayList<>();
    Matcher find = FIND.matcher(fence);
    while (find.find()) {
      finds.add(find.group(1) != null ? find.group(1) : find.group(2));
    }
    if (samples.isEmpty() || !samples.getLast().name().equals(name)) {
      samples.add(new Sample(name, new ArrayList<>()));
    }
    samples
        .getLast()
        .files()
        .add(new SampleFile(new SourceText(title.group(1), body, "page"), finds));
  }
}
