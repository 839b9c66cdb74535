package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.flow.ScriptCalls;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Definitions;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Results by what they were made of: content of the files, rules, policies, engine. A tree that
/// was
/// seen as a whole needs no parsing; in one that changed, only groups with a changed file are
/// analysed again, on whatever branch or in whatever copy of the repository they turn up.
final class ResultCache {
  /// In place of a content id.
  private static final String ABSENT = "-";

  /// Starts the line of a script; those of definitions start with a content id or a tab.
  private static final String SCRIPT = "script\t";

  /// Scripts of this repository that its definitions name.
  ///
  /// @param paths of all of them, there or not
  record CalledFiles(Set<String> paths, Map<String, SourceText> scripts) {}

  private final ContentCache cache;
  private final String basis;
  private final Definitions definitions;
  private final String branches;

  ResultCache(ContentCache cache, ScanRequest request) {
    this.cache = cache;
    this.definitions = request.definitions();
    this.branches = request.branches().id();
    this.basis = cache.remembers() ? basis(request) : "";
  }

  private static String basis(ScanRequest request) {
    Digest digest = new Digest();
    request.rules().stream().map(Rule::info).forEach(info -> digest.add(info.id()));
    digest.add(PolicyDigest.of(request.policies()));
    digest.add(request.fixes() ? "fixes" : "");
    new TreeSet<>(request.paths()).forEach(digest::add);
    new TreeSet<>(request.named()).forEach(digest::add);
    return digest.hex();
  }

  /// A tree's result as it was, and the definitions of other repositories that it is made of.
  record Tree(FindingPack.Content content, List<SourceText> elsewhere) {}

  /// What was found in a whole tree, when exactly this one was scanned before, and each definition
  /// of another repository that was looked for then would be found, or not, today as well. The
  /// scripts that its definitions call are a part of it, though only the definitions tell which.
  Optional<Tree> tree(List<SourceText> texts, Lookup lookup) {
    return get(() -> treeKey(texts))
        .map(value -> List.of(new String(value, StandardCharsets.UTF_8).split("\n")))
        .filter(lines -> hasScripts(lines, lookup))
        .flatMap(this::tree);
  }

  private static boolean hasScripts(List<String> lines, Lookup lookup) {
    Map<String, String> scripts = new TreeMap<>();
    for (String line : lines) {
      if (line.startsWith(SCRIPT)) {
        String[] parts = line.split("\t", 3);
        scripts.put(parts[2], parts[1]);
      }
    }
    Map<String, SourceText> now = scripts.isEmpty() ? Map.of() : lookup.texts(scripts.keySet());
    return scripts.entrySet().stream().allMatch(e -> e.getValue().equals(id(now.get(e.getKey()))));
  }

  private static String id(@Nullable SourceText script) {
    return script == null ? ABSENT : script.contentId();
  }

  private Optional<Tree> tree(List<String> lines) {
    List<SourceText> elsewhere = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(SCRIPT)) {
        continue;
      }
      int end = line.indexOf('\t');
      if (end < 0) {
        keys.add(line);
        continue;
      }
      Optional<SourceText> text =
          RemoteCall.parse(line.substring(end + 1)).flatMap(call -> call.read(definitions));
      if (!text.map(SourceText::contentId).orElse("").equals(line.substring(0, end))) {
        return Optional.empty();
      }
      text.ifPresent(elsewhere::add);
    }
    return parts(keys).map(content -> new Tree(content, elsewhere));
  }

  private Optional<FindingPack.Content> parts(List<String> keys) {
    List<dev.sallyport.base.model.finding.Finding> findings = new ArrayList<>();
    List<dev.sallyport.base.model.finding.Problem> problems = new ArrayList<>();
    for (String key : keys) {
      Optional<FindingPack.Content> part = cache.get(key).flatMap(FindingPack::read);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      findings.addAll(part.get().findings());
      problems.addAll(part.get().problems());
    }
    return Optional.of(new FindingPack.Content(findings, problems));
  }

  /// Remembers of which parts a tree's result consists, and what was looked for elsewhere.
  void tree(List<SourceText> texts, List<String> keys, RemoteFiles remote, CalledFiles called) {
    if (!cache.remembers()) {
      return;
    }
    List<String> lines = new ArrayList<>(keys);
    remote.asked().forEach((call, contentId) -> lines.add(contentId + "\t" + call.line()));
    called
        .paths()
        .forEach(path -> lines.add(SCRIPT + id(called.scripts().get(path)) + "\t" + path));
    cache.put(treeKey(texts), String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  Optional<FindingPack.Content> part(String key) {
    return get(() -> key).flatMap(FindingPack::read);
  }

  void part(String key, FindingPack.Content content) {
    if (cache.remembers()) {
      cache.put(key, FindingPack.write(content));
    }
  }

  private Optional<byte[]> get(Supplier<String> key) {
    return cache.remembers() ? cache.get(key.get()) : Optional.empty();
  }

  private String treeKey(List<SourceText> texts) {
    Digest digest = new Digest().add("tree").add(basis).add(branches);
    texts.forEach(text -> digest.add(text.path()).add(text.contentId()));
    return digest.hex();
  }

  String groupKey(
      List<GithubFile> files, Map<String, GithubFile> remote, Map<String, SourceText> scripts) {
    return key("group", files, remote, scripts);
  }

  String wholeKey(
      List<GithubFile> files, Map<String, GithubFile> remote, Map<String, SourceText> scripts) {
    return key("whole " + branches, files, remote, scripts);
  }

  /// @param remote what the files call in other repositories
  /// @param scripts of this repository that may be called
  private String key(
      String kind,
      List<GithubFile> files,
      Map<String, GithubFile> remote,
      Map<String, SourceText> scripts) {
    if (!cache.remembers()) {
      return "";
    }
    Digest digest = new Digest().add(kind).add(basis);
    files.stream()
        .map(GithubFile::file)
        .sorted(Comparator.comparing(SourceText::path))
        .forEach(text -> digest.add(text.path()).add(text.contentId()));
    new TreeMap<>(remote)
        .forEach(
            (key, file) -> digest.add(key).add(file.file().path()).add(file.file().contentId()));
    if (!scripts.isEmpty()) {
      ScriptCalls.named(files).forEach(path -> digest.add(path).add(id(scripts.get(path))));
    }
    return digest.hex();
  }

  /// What parsing says of a tree.
  String parsingKey(List<SourceText> texts, RemoteFiles remote) {
    if (!cache.remembers()) {
      return "";
    }
    Digest digest = new Digest().add("parsing").add(treeKey(texts));
    remote.asked().forEach((call, contentId) -> digest.add(call.line()).add(contentId));
    return digest.hex();
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
