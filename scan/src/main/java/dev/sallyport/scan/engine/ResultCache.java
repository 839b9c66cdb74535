package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.flow.ScriptCalls;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Lookup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Results by what they were made of: content of the files, rules, policies, engine. A tree that
/// was
/// seen as a whole needs no parsing; in one that changed, only groups with a changed file are
/// analysed again, on whatever branch or in whatever copy of the repository they turn up.
final class ResultCache {
  /// In place of a content id.
  private static final String ABSENT = "-";

  private final ContentCache cache;
  private final String basis;

  ResultCache(ContentCache cache, ScanRequest request) {
    this.cache = cache;
    Digest digest = new Digest();
    request.rules().stream().map(Rule::info).forEach(info -> digest.add(info.id()));
    digest.add(PolicyDigest.of(request.policies()));
    digest.add(request.fixes() ? "fixes" : "");
    new TreeSet<>(request.paths()).forEach(digest::add);
    new TreeSet<>(request.named()).forEach(digest::add);
    basis = digest.hex();
  }

  /// What was found in a whole tree, when exactly this one was scanned before. The scripts that its
  /// definitions call are a part of it, though only the definitions tell which.
  Optional<FindingPack.Content> tree(List<SourceText> texts, Lookup lookup) {
    Optional<byte[]> known = cache.get(treeKey(texts));
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> scripts = new TreeMap<>();
    StringBuilder keys = new StringBuilder();
    for (String line : new String(known.get(), StandardCharsets.UTF_8).split("\n")) {
      int tab = line.indexOf('\t');
      if (tab < 0) {
        keys.append(line).append('\n');
      } else {
        scripts.put(line.substring(0, tab), line.substring(tab + 1));
      }
    }
    Map<String, SourceText> now = scripts.isEmpty() ? Map.of() : lookup.texts(scripts.keySet());
    boolean same =
        scripts.entrySet().stream().allMatch(e -> e.getValue().equals(id(now.get(e.getKey()))));
    return same ? parts(keys.toString()) : Optional.empty();
  }

  private static String id(@Nullable SourceText script) {
    return script == null ? ABSENT : script.contentId();
  }

  private Optional<FindingPack.Content> parts(String keys) {
    List<dev.sallyport.base.model.finding.Finding> findings = new ArrayList<>();
    List<dev.sallyport.base.model.finding.Problem> problems = new ArrayList<>();
    for (String key : keys.split("\n")) {
      Optional<FindingPack.Content> part = cache.get(key).flatMap(FindingPack::read);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      findings.addAll(part.get().findings());
      problems.addAll(part.get().problems());
    }
    return Optional.of(new FindingPack.Content(findings, problems));
  }

  /// Remembers of which parts a tree's result consists.
  ///
  /// @param called paths of scripts, there or not
  void tree(
      List<SourceText> texts,
      List<String> keys,
      Set<String> called,
      Map<String, SourceText> scripts) {
    List<String> lines = new ArrayList<>(keys);
    called.forEach(path -> lines.add(path + "\t" + id(scripts.get(path))));
    cache.put(treeKey(texts), String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  Optional<FindingPack.Content> part(String key) {
    return cache.get(key).flatMap(FindingPack::read);
  }

  void part(String key, FindingPack.Content content) {
    cache.put(key, FindingPack.write(content));
  }

  private String treeKey(List<SourceText> texts) {
    Digest digest = new Digest().add("tree").add(basis);
    texts.forEach(text -> digest.add(text.path()).add(text.contentId()));
    return digest.hex();
  }

  /// @param kind of the part: the rules of a group, those of the whole, what parsing says
  String key(String kind, List<GithubFile> files, Map<String, SourceText> scripts) {
    Digest digest = new Digest().add(kind).add(basis);
    files.stream()
        .map(GithubFile::file)
        .sorted(Comparator.comparing(SourceText::path))
        .forEach(text -> digest.add(text.path()).add(text.contentId()));
    if (!scripts.isEmpty()) {
      ScriptCalls.named(files).forEach(path -> digest.add(path).add(id(scripts.get(path))));
    }
    return digest.hex();
  }

  String textsKey(String kind, List<SourceText> texts) {
    return new Digest().add(kind).add(treeKey(texts)).hex();
  }

  private static final class Digest {
    private final MessageDigest sha;

    Digest() {
      try {
        sha = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every JDK has SHA-256", impossible);
      }
    }

    Digest add(String text) {
      sha.update(text.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      return this;
    }

    String hex() {
      return HexFormat.of().formatHex(sha.digest());
    }
  }
}
