package dev.sallyport.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the Markdown files of a tree say about that tree, checked against it.
///
/// @param root of the tree
record Docs(Path root) {

  /// Pages that name files of the user's repository, not of ours.
  private static final List<String> OF_USERS = List.of("docs/configuration.md", "docs/rules/");

  private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*+\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]++)`");
  private static final Pattern NAMED =
      Pattern.compile("(\\./)?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*+/?");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*$");
  private static final Pattern ADR = Pattern.compile("([0-9]{4})-[a-z0-9-]+\\.md");
  private static final List<String> ADR_PARTS =
      List.of("## Context", "## Decision", "## Consequences");

  /// All Markdown files, sorted; nothing that was built.
  List<Path> files() throws IOException {
    try (Stream<Path> top = Files.list(root);
        Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  /// Links within the repository that lead nowhere, and named files that do not exist.
  List<String> broken() throws IOException {
    var lines = new ArrayList<String>();
    for (Path file : files()) {
      String text = Files.readString(file, UTF_8);
      String prose = withoutBlocks(text);
      for (String target : matches(LINK, prose)) {
        if (!leadsSomewhere(file, text, target)) {
          lines.add(root.relativize(file) + ": dead link " + target);
        }
      }
      String page = root.relativize(file).toString();
      for (String name :
          OF_USERS.stream().anyMatch(page::startsWith) ? List.<String>of() : matches(CODE, prose)) {
        if (namesFile(name) && !Files.exists(root.resolve(name))) {
          lines.add(root.relativize(file) + ": no such file " + name);
        }
      }
    }
    return lines;
  }

  /// What is missing in the decision records.
  List<String> incompleteDecisions() throws IOException {
    var lines = new ArrayList<String>();
    int expected = 1;
    for (Path file : decisions()) {
      String name = file.getFileName().toString();
      Matcher matcher = ADR.matcher(name);
      if (!matcher.matches() || Integer.parseInt(matcher.group(1)) != expected++) {
        lines.add(name + ": not the next number, or not kebab-case");
        continue;
      }
      String text = Files.readString(file, UTF_8);
      String heading = "# " + Integer.parseInt(matcher.group(1)) + ". ";
      if (!text.startsWith(heading)) {
        lines.add(name + ": does not begin with \"" + heading + "\"");
      }
      if (!text.contains("\nStatus: ")) {
        lines.add(name + ": no status");
      }
      ADR_PARTS.stream()
          .filter(part -> !text.contains("\n" + part + "\n"))
          .forEach(part -> lines.add(name + ": no \"" + part + "\""));
    }
    return lines;
  }

  List<Path> decisions() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("docs/adr"))) {
      return files.sorted().toList();
    }
  }

  private boolean leadsSomewhere(Path file, String text, String target) throws IOException {
    if (target.matches("(https|mailto):.*")) {
      return true; // not ours to check without a network
    }
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path other = path.isEmpty() ? file : file.resolveSibling(path);
    if (!Files.exists(other)) {
      return false;
    }
    String anchored = path.isEmpty() ? text : hash < 0 ? "" : Files.readString(other, UTF_8);
    return hash < 0 || anchors(anchored).contains(target.substring(hash + 1));
  }

  /// Whether a piece of code is a path into this repository: its first part exists at the top.
  private boolean namesFile(String name) {
    if (!NAMED.matcher(name).matches() || !name.contains("/")) {
      return false;
    }
    String first = Path.of(name).normalize().getName(0).toString();
    return !first.equals("target") && Files.exists(root.resolve(first));
  }

  /// As GitHub makes them: lower case, punctuation gone, blanks to hyphens.
  private static Set<String> anchors(String text) {
    return matches(HEADING, text).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static String withoutBlocks(String text) {
    var prose = new StringBuilder();
    boolean inside = false;
    for (String line : text.split("\n", -1)) {
      if (line.strip().startsWith("```")) {
        inside = !inside;
      } else if (!inside) {
        prose.append(line).append('\n');
      }
    }
    return prose.toString();
  }
}
