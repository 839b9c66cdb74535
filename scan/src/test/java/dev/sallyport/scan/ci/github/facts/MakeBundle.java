package dev.sallyport.scan.ci.github.facts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes the data bundle from a directory of collected facts: `MakeBundle FACTS RESOURCES`. The
/// same facts give the same bytes: rows are sorted, and the only date is that of the facts.
/// Decompressing one of the files needs the `xz` program.
final class MakeBundle {
  private static final String COLLECTED = "Collected ";
  private static final Version LOWEST = Version.parse("0-0").orElseThrow();

  private final Path facts;

  private MakeBundle(Path facts) {
    this.facts = facts;
  }

  static void main(String[] args) throws IOException, InterruptedException {
    Path resources = Files.createDirectories(Path.of(args[1]));
    for (Map.Entry<String, String> resource : make(Path.of(args[0])).entrySet()) {
      Files.writeString(
          resources.resolve(resource.getKey()), resource.getValue(), StandardCharsets.US_ASCII);
    }
  }

  /// @return text by the resource's name
  static Map<String, String> make(Path facts) throws IOException, InterruptedException {
    MakeBundle maker = new MakeBundle(facts);
    Map<String, String> resources = new TreeMap<>();
    resources.put(Bundle.TAGS, maker.tags());
    resources.put(Bundle.ADVISORIES, maker.advisories());
    resources.put(Bundle.POPULAR, maker.popular());
    resources.put(Bundle.PLATFORMS, maker.platforms());
    return resources;
  }

  private String tags() throws IOException {
    Map<String, List<String[]>> repositories = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String[] row : rows("action-tags.tsv")) {
      repositories.computeIfAbsent(row[0], _ -> new ArrayList<>()).add(row);
    }
    StringBuilder text = head("Version tags and their commits, in the order of versions.");
    repositories.forEach(
        (repository, rows) -> {
          text.append('@').append(repository).append('\n');
          rows.stream()
              .sorted(
                  Comparator.comparing((String[] row) -> version(row[1])).thenComparing(r -> r[1]))
              .forEach(row -> text.append(row[1]).append(' ').append(row[2]).append('\n'));
        });
    return text.toString();
  }

  private String advisories() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String[] r : rows("action-advisories.tsv")) {
      String kind = r[4].equals("tag-moved") ? "tags-moved" : "versions";
      lines.add(
          String.join(
              "\t",
              r[0],
              r[1],
              r[2],
              kind,
              r[3],
              r[9],
              r[5],
              r[7],
              r[8],
              r[10],
              r[12],
              sorted(r[6]),
              sorted(r[13])));
    }
    for (String[] r : rows("action-incidents.tsv")) {
      lines.add(
          String.join(
              "\t",
              "-",
              "-",
              r[0],
              "tags-moved",
              movedTags(r[3]),
              r[1],
              r[2],
              "-",
              "CWE-506",
              r[5],
              r[6],
              sorted(r[4]),
              "-"));
    }
    String columns =
        "id aliases action kind ranges published window cvss cwe source summary"
            + " named-commits tagged-commits";
    return head("Advisories on actions and takeovers of their tags.")
        + "# "
        + columns.replace(' ', '\t')
        + '\n'
        + sortedLines(
            lines, Comparator.comparing(line -> line.split("\t")[2].toLowerCase(Locale.ROOT)));
  }

  /// A count of tags says that some were moved, not which: the range stays unknown.
  private static String movedTags(String text) {
    return text.endsWith(" tags")
        ? "-"
        : Arrays.stream(text.split(",")).map(tag -> "=" + tag).collect(Collectors.joining(";"));
  }

  private String popular() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String[] row : rows("popular-actions.tsv")) {
      lines.add(String.join("\t", row[0], row[1], row[3].equals("yes") ? "yes" : "unknown"));
    }
    return head("Popular actions: uses in 1,503 public workflows, and whether known as archived.")
        + "# repository\tuses\tarchived\n"
        + sortedLines(lines, Comparator.comparing(line -> line.toLowerCase(Locale.ROOT)));
  }

  private String platforms() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String[] row : rows(decompressed("build-platform-advisories.tsv.xz"))) {
      lines.add(String.join("\t", row[0], row[1], row[2], bounds(row[3]), row[4]));
    }
    return head("CVEs of build platforms.")
        + "# platform\tcve\tpublished\tranges\tcwe\n"
        + sortedLines(lines, Comparator.comparing(MakeBundle::platformOrder));
  }

  private static String platformOrder(String line) {
    String[] row = line.split("\t");
    return row[0] + " " + row[2];
  }

  /// One spelling for `>=a, <b`, `>=a <b`, `>=a to <b` and `>= a,<b`; `13,8` is a slip for `13.8`.
  private static String bounds(String ranges) {
    return Arrays.stream(ranges.split(";"))
        .map(range -> range.replaceAll("(\\d),(\\d)", "$1.$2"))
        .map(range -> range.replaceAll("(?<=[<>=])\\s+", "").strip())
        .map(range -> range.replaceAll("(?:\\s*,\\s*|\\s+to\\s+|\\s+)(?=[<>])", ","))
        .collect(Collectors.joining(";"));
  }

  private StringBuilder head(String title) throws IOException {
    return new StringBuilder("# ")
        .append(title)
        .append(" Made by MakeBundle; do not edit.\n")
        .append(Bundle.DATE)
        .append(date())
        .append('\n');
  }

  private LocalDate date() throws IOException {
    return Files.readAllLines(facts.resolve("README.md")).stream()
        .filter(line -> line.startsWith(COLLECTED))
        .map(line -> LocalDate.parse(line.substring(COLLECTED.length()).split("[.\\s]")[0]))
        .findFirst()
        .orElseThrow(() -> new IOException("README.md has no line 'Collected YYYY-MM-DD'"));
  }

  private static Version version(String tag) {
    return Objects.requireNonNullElse(Version.read(tag), LOWEST);
  }

  private static String sorted(String list) {
    return Arrays.stream(list.split(",")).sorted().collect(Collectors.joining(","));
  }

  private static String sortedLines(List<String> lines, Comparator<String> order) {
    return lines.stream()
        .distinct()
        .sorted(order.thenComparing(Comparator.naturalOrder()))
        .map(line -> line + '\n')
        .collect(Collectors.joining());
  }

  private List<String[]> rows(String file) throws IOException {
    return rows(Files.readAllLines(facts.resolve(file)));
  }

  private static List<String[]> rows(List<String> lines) {
    int width = lines.getFirst().split("\t", -1).length;
    List<String[]> rows = lines.stream().skip(1).map(line -> line.split("\t", -1)).toList();
    for (String[] row : rows) {
      if (row.length != width) {
        throw new IllegalArgumentException("a row with another number of fields: " + row[0]);
      }
    }
    return rows;
  }

  private List<String> decompressed(String file) throws IOException, InterruptedException {
    Process xz =
        new ProcessBuilder("xz", "--decompress", "--stdout", facts.resolve(file).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(xz.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (xz.waitFor() != 0) {
      throw new IOException("xz could not read " + file);
    }
    return text.lines().toList();
  }
}
