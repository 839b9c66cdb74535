package dev.sallyport.scan.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The references of a repository on disk: `HEAD`, loose ones and `packed-refs`
/// (gitrepository-layout(5)). Values are object ids, 40 or 64 lower-case hex digits; symbolic ones
/// are resolved. Links are not followed, and what is no reference is left out.
///
/// @param byName full names, such as `refs/heads/main`
record GitRefs(SortedMap<String, String> byName, Optional<String> head) {
  private static final int MOST = 200_000;
  private static final int DEEPEST = 32;
  private static final int LARGEST = 4096;
  private static final int LARGEST_PACKED = 64 << 20;
  private static final int LONGEST_CHAIN = 5;

  static GitRefs read(GitDirectory git) {
    TreeMap<String, String> names = new TreeMap<>();
    packed(git.common().resolve("packed-refs"), names);
    loose(git.common().resolve("refs"), "refs", names, 0);
    TreeMap<String, String> resolved = new TreeMap<>();
    names.forEach((name, value) -> resolve(value, names).ifPresent(id -> resolved.put(name, id)));
    return new GitRefs(
        Collections.unmodifiableSortedMap(resolved),
        line(git.own().resolve("HEAD")).flatMap(value -> resolve(value, names)));
  }

  /// What a user means by a name, in the order of gitrevisions(7).
  Optional<String> named(String name) {
    if (name.equals("HEAD") || name.equals("@")) {
      return head;
    }
    for (String prefix : new String[] {"", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"}) {
      String id = byName.get(prefix + name);
      if (id != null) {
        return Optional.of(id);
      }
    }
    return Optional.ofNullable(byName.get("refs/remotes/" + name + "/HEAD"));
  }

  static boolean isId(String text) {
    return (text.length() == 40 || text.length() == 64) && isHex(text);
  }

  static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static Optional<String> resolve(String value, TreeMap<String, String> names) {
    String at = value;
    for (int i = 0; i < LONGEST_CHAIN && at.startsWith("ref: "); i++) {
      at = names.getOrDefault(at.substring("ref: ".length()).strip(), "");
    }
    return isId(at) ? Optional.of(at) : Optional.empty();
  }

  /// The name behind a symbolic reference's file, without a prefix; empty when it is none.
  static Optional<String> symbolic(Path file, String prefix) {
    String start = "ref: " + prefix;
    return line(file)
        .filter(value -> value.startsWith(start) && value.length() > start.length())
        .map(value -> value.substring(start.length()).strip());
  }

  private static void packed(Path file, TreeMap<String, String> into) {
    if (!(Bytes.read(file, LARGEST_PACKED) instanceof Bytes.Read.Whole(byte[] bytes))) {
      return;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    text.lines()
        .limit(MOST)
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              if (space > 0 && isId(line.substring(0, space))) {
                into.put(line.substring(space + 1), line.substring(0, space));
              }
            });
  }

  private static void loose(Path directory, String name, TreeMap<String, String> into, int depth) {
    if (depth > DEEPEST || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        String path = name + "/" + child.getFileName();
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          loose(child, path, into, depth + 1);
        } else if (into.size() < MOST) {
          line(child).ifPresent(value -> into.put(path, value));
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // A directory that cannot be read has no references; asking for one tells that it is missing.
    }
  }

  private static Optional<String> line(Path file) {
    return Bytes.read(file, LARGEST) instanceof Bytes.Read.Whole(byte[] bytes)
        ? Optional.of(new String(bytes, StandardCharsets.UTF_8).strip())
        : Optional.empty();
  }
}
