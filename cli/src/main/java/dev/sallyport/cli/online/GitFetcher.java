package dev.sallyport.cli.online;

import dev.sallyport.scan.source.Containment;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.ObjectStore;
import dev.sallyport.scan.source.PrivateDirectory;
import dev.sallyport.scan.source.Refs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Asks a code host over git's own protocol: no API, so no account, no rate limit and the same for
/// every host. Of a history only the commits are fetched, and kept from one run to the next; a file
/// costs the trees of its one commit. What could not be had is in [#gaps].
public final class GitFetcher implements Fetcher, AutoCloseable {
  private static final int LARGEST_FILE = 2 << 20;
  private static final int MOST_REFS = 200_000;
  private static final String HEADS = "refs/heads/";
  private static final String TAGS = "refs/tags/";

  private final GitHttp http;
  private final Path cache;
  private final Map<String, Optional<GitHttp.Remote>> remotes = new HashMap<>();
  private final Map<String, Optional<Refs>> refs = new HashMap<>();
  private final Map<String, Containment> contained = new HashMap<>();
  private final Map<String, Optional<byte[]>> files = new HashMap<>();
  private final SortedMap<String, String> gaps = new TreeMap<>();

  GitFetcher(GitHttp http, Path cache) {
    this.http = http;
    this.cache = cache;
  }

  /// A fetcher for one code host.
  ///
  /// @param base of the host, such as `https://github.com/`
  /// @param cache where fetched objects are kept; should be in the user's cache directory
  public static GitFetcher of(URI base, Path cache, Optional<Token> token) {
    boolean http = "https".equals(base.getScheme()) || "http".equals(base.getScheme());
    if (!http || base.getHost() == null || !base.getPath().endsWith("/")) {
      throw new IllegalArgumentException("not the address of a code host: " + base);
    }
    return new GitFetcher(new GitHttp(GitHttp.Settings.of(base), token), cache);
  }

  /// Repositories that something could not be found out about, and why.
  public synchronized SortedMap<String, String> gaps() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(gaps));
  }

  @Override
  public synchronized Optional<Refs> refs(String repository) {
    return remember(refs, repository, () -> known(repository, this::list));
  }

  @Override
  public synchronized Containment contains(String repository, String commit) {
    Optional<Refs> listed = refs(repository);
    if (listed.isEmpty() || !isId(commit)) {
      return listed.isEmpty() ? Containment.UNKNOWN : Containment.ABSENT;
    }
    return remember(
        contained,
        repository + "@" + commit,
        () ->
            known(repository, remote -> contains(remote, repository, listed.get(), commit))
                .orElse(Containment.UNKNOWN));
  }

  @Override
  public synchronized Optional<byte[]> file(String repository, String ref, String path) {
    Optional<String> commit =
        isId(ref) ? Optional.of(ref) : refs(repository).flatMap(r -> named(r, ref));
    if (commit.isEmpty() || path.isEmpty() || path.startsWith("/") || path.endsWith("/")) {
      return Optional.empty();
    }
    return remember(
            files,
            repository + "@" + commit.get() + ":" + path,
            () -> known(repository, r -> file(r, repository, commit.get(), path)).flatMap(b -> b))
        .map(byte[]::clone);
  }

  @Override
  public void close() {
    http.close();
  }

  // One question each.

  private Refs list(GitHttp.Remote remote) throws IOException {
    Packets packets =
        http.ask(remote, "ls-refs", List.of("peel", "ref-prefix " + HEADS, "ref-prefix " + TAGS));
    TreeMap<String, String> branches = new TreeMap<>();
    TreeMap<String, String> tags = new TreeMap<>();
    while (packets.next() == Packets.Kind.DATA) {
      List<String> words = List.of(packets.text().split(" ", -1));
      if (words.size() < 2
          || !isId(words.getFirst())
          || branches.size() + tags.size() > MOST_REFS) {
        throw new IOException("the server's list of references cannot be used");
      }
      String name = words.get(1);
      String commit = peeled(words);
      if (name.startsWith(HEADS)) {
        branches.put(name.substring(HEADS.length()), commit);
      } else if (name.startsWith(TAGS)) {
        tags.put(name.substring(TAGS.length()), commit);
      }
    }
    return new Refs(branches, tags);
  }

  private static String peeled(List<String> words) {
    for (String word : words.subList(2, words.size())) {
      if (word.startsWith("peeled:") && isId(word.substring("peeled:".length()))) {
        return word.substring("peeled:".length());
      }
    }
    return words.getFirst();
  }

  private Containment contains(GitHttp.Remote remote, String repository, Refs listed, String commit)
      throws IOException {
    TreeSet<String> tips = new TreeSet<>(listed.branches().values());
    tips.addAll(listed.tags().values());
    if (tips.contains(commit)) {
      return Containment.REACHABLE;
    }
    // Cheaper than the history, and final: what the whole network of forks lacks is nowhere in it.
    if (!exists(remote, commit)) {
      return Containment.ABSENT;
    }
    try (ObjectStore commits = store(repository, "commits")) {
      fetchHistory(remote, commits, tips);
      return commits.leadsTo(tips, commit) ? Containment.REACHABLE : Containment.NOT_REACHABLE;
    }
  }

  private boolean exists(GitHttp.Remote remote, String commit) throws IOException {
    try {
      pack(remote, "tree:0", List.of("want " + commit, "deepen 1"));
      return true;
    } catch (Packets.Refusal refusal) {
      if (refusal.unknownObject()) {
        return false;
      }
      throw refusal;
    }
  }

  private void fetchHistory(GitHttp.Remote remote, ObjectStore commits, Set<String> tips)
      throws IOException {
    List<String> wants = new ArrayList<>();
    List<String> haves = new ArrayList<>();
    for (String tip : tips) {
      // A tip that is here came with all its ancestors: packs are taken in whole or not at all.
      if (commits.has(tip)) {
        haves.add("have " + tip);
      } else {
        wants.add("want " + tip);
      }
    }
    if (!wants.isEmpty()) {
      List<String> arguments = new ArrayList<>(wants);
      arguments.addAll(haves);
      commits.add(pack(remote, "tree:0", arguments).pack());
    }
  }

  private Optional<byte[]> file(
      GitHttp.Remote remote, String repository, String commit, String path) throws IOException {
    try (ObjectStore trees = store(repository, "trees")) {
      if (!trees.has(commit)) {
        trees.add(pack(remote, "blob:none", List.of("want " + commit, "deepen 1")).pack());
      }
      Optional<String> blob = trees.blob(commit, path);
      if (blob.isPresent() && !trees.has(blob.get())) {
        trees.add(pack(remote, "blob:none", List.of("want " + blob.get())).pack());
      }
      return blob.isPresent() ? trees.bytes(blob.get(), LARGEST_FILE) : Optional.empty();
    }
  }

  /// Sends a fetch and goes to where its pack begins.
  private Packets pack(GitHttp.Remote remote, String filter, List<String> arguments)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("no-progress", "ofs-delta"));
    if (remote.filters()) {
      all.add("filter " + filter);
    }
    all.addAll(arguments);
    all.add("done");
    Packets packets = http.ask(remote, "fetch", all);
    for (Packets.Kind kind = packets.next(); kind != Packets.Kind.END; kind = packets.next()) {
      if (kind == Packets.Kind.DATA && packets.text().equals("packfile")) {
        return packets;
      }
    }
    throw new IOException("the server sends no objects");
  }

  private ObjectStore store(String repository, String kind) throws IOException {
    // Names are the same to GitHub in any case; the two are kept apart because the histories that
    // `trees` holds are cut off.
    Path place = cache;
    for (String part : (repository.toLowerCase(Locale.ROOT) + "/" + kind).split("/", -1)) {
      place =
          PrivateDirectory.open(place.resolve(part))
              .orElseThrow(
                  () -> new IOException("there is no private cache directory to keep objects in"));
    }
    return ObjectStore.open(place);
  }

  // What all questions share.

  private interface Question<T> {
    T ask(GitHttp.Remote remote) throws IOException;
  }

  private <T> Optional<T> known(String repository, Question<T> question) {
    if (!isRepository(repository)) {
      gaps.put(repository, "not the name of a repository");
      return Optional.empty();
    }
    Optional<GitHttp.Remote> remote =
        remember(remotes, repository, () -> answer(repository, () -> http.open(repository)));
    return remote.flatMap(at -> answer(repository, () -> question.ask(at)));
  }

  private interface Answer<T> {
    T get() throws IOException;
  }

  private <T> Optional<T> answer(String repository, Answer<T> answer) {
    try {
      return Optional.of(answer.get());
    } catch (IOException e) {
      String message = e.getMessage();
      gaps.putIfAbsent(repository, message == null ? e.getClass().getSimpleName() : message);
      return Optional.empty();
    }
  }

  private static <T> T remember(Map<String, T> known, String key, Supplier<T> question) {
    T answer = known.get(key);
    if (answer == null) {
      answer = question.get();
      known.put(key, answer);
    }
    return answer;
  }

  private static Optional<String> named(Refs refs, String name) {
    // As gitrevisions(7) has it: tags come first.
    String tag = refs.tags().get(name);
    return Optional.ofNullable(tag != null ? tag : refs.branches().get(name));
  }

  static boolean isRepository(String name) {
    String[] parts = name.split("/", -1);
    return parts.length == 2 && isName(parts[0]) && isName(parts[1]);
  }

  private static boolean isName(String part) {
    return !part.isEmpty()
        && part.length() <= 100
        && !part.equals(".")
        && !part.equals("..")
        && part.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_'
                        || c == '.');
  }

  private static boolean isId(String text) {
    return text.length() == 40
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
