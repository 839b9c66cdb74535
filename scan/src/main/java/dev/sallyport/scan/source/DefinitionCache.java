package dev.sallyport.scan.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// Definitions by repository, commit and path, kept on disk: what a commit holds never changes, so
/// that a definition is fetched once, and later scans without a network know it. A tag or branch is
/// resolved by the fetcher, each time; without one it stands for nothing, for where it stood once
/// says nothing about today.
///
/// An entry that does not carry its own name and digest is as if it were not there. One file an
/// entry, for there are dozens of them and not thousands.
public final class DefinitionCache implements Definitions {
  /// Larger ones are no definitions that anybody wrote.
  public static final int LARGEST = 512 << 10;

  private static final String FIRST_LINE = "sallyport definition 1";
  private static final int LONGEST_HEAD = 4096;

  private final Optional<Path> directory;
  private final Optional<Fetcher> fetcher;
  private final int most;

  private DefinitionCache(Optional<Path> directory, Optional<Fetcher> fetcher, int most) {
    this.directory = directory;
    this.fetcher = fetcher;
    this.most = most;
  }

  /// @param directory private to this user, used for nothing else; made when it does not exist;
  ///     empty to remember nothing
  /// @param fetcher empty for what is remembered alone
  public static DefinitionCache of(Optional<Path> directory, Optional<Fetcher> fetcher) {
    return of(directory, fetcher, 20_000);
  }

  static DefinitionCache of(Optional<Path> directory, Optional<Fetcher> fetcher, int most) {
    return new DefinitionCache(directory.flatMap(PrivateDirectory::open), fetcher, most);
  }

  @Override
  public Optional<Definition> find(String repository, String ref, List<String> paths) {
    Optional<String> commit = commit(repository, ref);
    if (commit.isEmpty() || paths.isEmpty()) {
      return Optional.empty();
    }
    String name =
        repository.toLowerCase(Locale.ROOT) + "@" + commit.get() + ":" + String.join("|", paths);
    return remembered(name, commit.get(), paths)
        .or(() -> fetched(repository, commit.get(), paths, name));
  }

  @Override
  public boolean asks() {
    return fetcher.isPresent();
  }

  private Optional<String> commit(String repository, String ref) {
    String lower = ref.toLowerCase(Locale.ROOT);
    if (lower.length() == 40 && GitRefs.isHex(lower)) {
      return Optional.of(lower);
    }
    return fetcher
        .flatMap(f -> f.refs(repository))
        .flatMap(
            refs ->
                // As the runner has it: a tag before a branch of the same name.
                Optional.ofNullable(refs.tags().get(ref))
                    .or(() -> Optional.ofNullable(refs.branches().get(ref))));
  }

  private Optional<Definition> fetched(
      String repository, String commit, List<String> paths, String name) {
    if (fetcher.isEmpty()) {
      return Optional.empty();
    }
    for (String path : paths) {
      Optional<byte[]> content = fetcher.get().file(repository, commit, path);
      if (content.isPresent()) {
        if (content.get().length > LARGEST) {
          return Optional.empty();
        }
        Definition definition = new Definition(commit, path, content.get());
        remember(name, definition);
        return Optional.of(definition);
      }
    }
    return Optional.empty();
  }

  // ---- on disk

  private Optional<Definition> remembered(String name, String commit, List<String> paths) {
    if (directory.isEmpty()
        || !(Bytes.read(file(directory.get(), name), LARGEST + LONGEST_HEAD)
            instanceof Bytes.Read.Whole(byte[] bytes))) {
      return Optional.empty();
    }
    for (String path : paths) {
      byte[] head = head(name, path);
      if (bytes.length >= head.length + DIGEST
          && Arrays.mismatch(bytes, 0, head.length, head, 0, head.length) < 0) {
        byte[] content = Arrays.copyOfRange(bytes, head.length + DIGEST, bytes.length);
        String stated = new String(bytes, head.length, DIGEST, StandardCharsets.US_ASCII);
        return stated.equals(digest(content) + "\n")
            ? Optional.of(new Definition(commit, path, content))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static final int DIGEST = 65; // hex digits and a line break

  private void remember(String name, Definition definition) {
    byte[] head = head(name, definition.path());
    if (directory.isEmpty() || head.length > LONGEST_HEAD - DIGEST) {
      return;
    }
    byte[] digest = (digest(definition.content()) + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      Path fresh = Files.createTempFile(directory.get(), "new", "");
      Files.write(fresh, join(head, digest, definition.content()));
      // Whoever reads meanwhile sees all of it or nothing.
      Files.move(
          fresh,
          file(directory.get(), name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      prune(directory.get());
    } catch (IOException _) {
      // Not remembered: the next run fetches it again.
    }
  }

  /// Removes the older half when there are too many.
  private void prune(Path from) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      files.forEach(all::add);
    }
    if (all.size() <= most) {
      return;
    }
    record Aged(FileTime written, Path file) {}
    TreeSet<Aged> byAge =
        new TreeSet<>(Comparator.comparing(Aged::written).thenComparing(Aged::file));
    for (Path file : all) {
      byAge.add(new Aged(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS), file));
    }
    for (Aged old : byAge.stream().limit(all.size() / 2).toList()) {
      Files.deleteIfExists(old.file());
    }
  }

  private static byte[] head(String name, String path) {
    return (FIRST_LINE + "\n" + name + "\n" + path + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static Path file(Path directory, String name) {
    return directory.resolve(digest(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
