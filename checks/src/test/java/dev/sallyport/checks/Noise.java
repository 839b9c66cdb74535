package dev.sallyport.checks;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.ScanProgress;
import dev.sallyport.scan.engine.ScanRequest;
import dev.sallyport.scan.engine.Scanner;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Definitions;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.Lookup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// For developers, started by `./dev noise` as a single file: how often each rule fires on real
/// workflows, every repository scanned by itself.
///
/// The first argument is the archive. With the path of a document as the second it puts the counts
/// between the lines [#BEGIN] and [#END]. With a rule's id, a persona or `all`, and a number it
/// prints that many hits, evenly drawn, with the lines around them, to be read and judged.
final class Noise {
  static final String BEGIN = "<!-- counts: made by ./dev noise -->";
  static final String END = "<!-- end of counts -->";
  private static final String MARK = "_.github_workflows_";
  private static final int LINES_BEFORE = 12;
  private static final int LINES_AFTER = 10;

  /// @param owner the repository
  private record Found(String owner, SourceText file, Finding finding) {}

  private Noise() {}

  public static void main(String[] args) throws IOException {
    Map<String, List<SourceText>> repositories = repositories(Path.of(args[0]));
    List<Found> all = new ArrayList<>();
    repositories.forEach((owner, files) -> all.addAll(scan(owner, files)));
    if (args.length == 2) {
      Path document = Path.of(args[1]);
      String before = Files.readString(document);
      Files.writeString(document, between(before, table(repositories, all)));
    } else {
      draw(all, args[1], args[2], Integer.parseInt(args[3]));
    }
  }

  /// The collection names its files `owner_repository_.github_workflows_file.yml`.
  private static Map<String, List<SourceText>> repositories(Path archive) throws IOException {
    Map<String, List<SourceText>> out = new TreeMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        int at = name.indexOf(MARK);
        if (at > 0 && (name.endsWith(".yml") || name.endsWith(".yaml"))) {
          String owner = name.substring(0, at);
          String path = ".github/workflows/" + name.substring(at + MARK.length());
          try (InputStream in = zip.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            out.computeIfAbsent(owner, _ -> new ArrayList<>())
                .add(new SourceText(path, text, owner + "/" + path));
          }
        }
      }
    }
    return out;
  }

  private static List<Found> scan(String owner, List<SourceText> files) {
    Map<String, SourceText> byPath =
        files.stream()
            .collect(Collectors.toMap(SourceText::path, f -> f, (a, _) -> a, TreeMap::new));
    List<Rule> rules = PipelineRules.all().stream().filter(rule -> !rule.info().network()).toList();
    ScanRequest request =
        new ScanRequest(
            List.copyOf(byPath.values()),
            Set.of(),
            byPath.keySet(),
            List.of(),
            rules,
            Policies.DEFAULT,
            Lookup.none(),
            Fetcher.refusing(),
            Definitions.none(),
            Branches.none(),
            true,
            ScanRequest.SECONDS);
    return Scanner.scan(request, ScanProgress.NONE, ContentCache.none()).findings().stream()
        .filter(finding -> byPath.containsKey(finding.primary().path()))
        .map(finding -> new Found(owner, file(byPath, finding), finding))
        .toList();
  }

  private static SourceText file(Map<String, SourceText> byPath, Finding finding) {
    return java.util.Objects.requireNonNull(byPath.get(finding.primary().path()));
  }

  private static String between(String document, String counts) {
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no place for the counts: " + BEGIN + " … " + END);
    }
    return document.substring(0, begin + BEGIN.length())
        + "\n\n"
        + counts
        + "\n"
        + document.substring(end);
  }

  private static String table(Map<String, List<SourceText>> repositories, List<Found> all) {
    int files = repositories.values().stream().mapToInt(List::size).sum();
    StringBuilder out = new StringBuilder();
    out.append("%,d workflows of %,d repositories.%n%n".formatted(files, repositories.size()));
    out.append("| Default persona | critical | high | medium | low | info | all |\n");
    out.append("|---|---|---|---|---|---|---|\n");
    List<Found> seen = of(all, Persona.DEFAULT);
    out.append("| Findings | ").append(bySeverity(seen)).append(" | ");
    out.append("%,d |%n".formatted(seen.size()));
    out.append("| Repositories with at least one | ").append(owners(seen)).append(" | ");
    out.append("%,d |%n%n".formatted(seen.stream().map(Found::owner).distinct().count()));
    List<Integer> each = perRepository(repositories, seen);
    out.append(
        "In a repository: median %,d findings of the default persona, in nine of ten at most %,d.%n%n"
            .formatted(each.get(each.size() / 2), each.get(each.size() * 9 / 10)));
    out.append("| Rule | Default | of which | Pedantic | Auditor |\n|---|---|---|---|---|\n");
    Map<String, List<Found>> byRule =
        all.stream().collect(Collectors.groupingBy(f -> f.finding().rule(), TreeMap::new, list()));
    byRule.entrySet().stream()
        .sorted(
            Comparator.comparing(
                (Map.Entry<String, List<Found>> e) -> -of(e.getValue(), Persona.DEFAULT).size()))
        .forEach(e -> row(out, e.getKey(), e.getValue()));
    return out.toString();
  }

  private static List<Integer> perRepository(
      Map<String, List<SourceText>> repositories, List<Found> seen) {
    Map<String, Integer> counts = new TreeMap<>();
    repositories.keySet().forEach(owner -> counts.put(owner, 0));
    seen.forEach(found -> counts.merge(found.owner(), 1, Integer::sum));
    return counts.values().stream().sorted().toList();
  }

  private static java.util.stream.Collector<Found, ?, List<Found>> list() {
    return Collectors.toList();
  }

  private static void row(StringBuilder out, String rule, List<Found> found) {
    List<Found> plain = of(found, Persona.DEFAULT);
    String severities =
        Arrays.stream(Severity.values())
            .sorted(Comparator.reverseOrder())
            .map(s -> Map.entry(s.id(), with(plain, s).size()))
            .filter(e -> e.getValue() > 0)
            .map(e -> "%,d %s".formatted(e.getValue(), e.getKey()))
            .collect(Collectors.joining(", "));
    out.append(
        "| %s | %s | %s | %s | %s |%n"
            .formatted(
                rule,
                count(plain.size()),
                severities,
                count(of(found, Persona.PEDANTIC).size()),
                count(of(found, Persona.AUDITOR).size())));
  }

  private static String count(int number) {
    return number == 0 ? "" : "%,d".formatted(number);
  }

  private static String bySeverity(List<Found> found) {
    return Arrays.stream(Severity.values())
        .sorted(Comparator.reverseOrder())
        .map(s -> "%,d".formatted(with(found, s).size()))
        .collect(Collectors.joining(" | "));
  }

  private static String owners(List<Found> found) {
    return Arrays.stream(Severity.values())
        .sorted(Comparator.reverseOrder())
        .map(s -> "%,d".formatted(with(found, s).stream().map(Found::owner).distinct().count()))
        .collect(Collectors.joining(" | "));
  }

  private static List<Found> of(List<Found> found, Persona persona) {
    return found.stream().filter(f -> f.finding().persona() == persona).toList();
  }

  private static List<Found> with(List<Found> found, Severity severity) {
    return found.stream().filter(f -> f.finding().severity() == severity).toList();
  }

  /// Every n-th hit, so that whoever repeats it reads the same ones.
  private static void draw(List<Found> all, String rule, String persona, int wanted) {
    List<Found> hits =
        all.stream()
            .filter(f -> f.finding().rule().equals(rule))
            .filter(f -> persona.equals("all") || f.finding().persona().id().equals(persona))
            .toList();
    int drawn = Math.min(wanted, hits.size());
    System.out.printf("%s: %d hits, %d drawn%n", rule, hits.size(), drawn);
    for (int i = 0; i < drawn; i++) {
      show(i + 1, hits.get((int) ((long) i * hits.size() / drawn)));
    }
  }

  private static void show(int number, Found found) {
    Finding finding = found.finding();
    System.out.printf(
        "%n--- %d. %s %s %s/%s%n    %s%n",
        number,
        found.owner(),
        finding.primary(),
        finding.severity().id(),
        finding.persona().id(),
        finding.message());
    List<String> lines = found.file().text().lines().toList();
    int line = finding.primary().startLine();
    for (int i = Math.max(0, line - LINES_BEFORE);
        i < Math.min(lines.size(), line + LINES_AFTER);
        i++) {
      System.out.printf("%s%5d  %s%n", i + 1 == line ? ">" : " ", i + 1, lines.get(i));
    }
  }
}
