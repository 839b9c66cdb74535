package dev.sallyport.scan.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// The list of tracked files, read from the bytes of a git index (gitformat-index(5), versions 2 to
/// 4, SHA-1 and SHA-256). JGit has a reader too, but it needs a file system object that looks for a
/// git binary and for the user's configuration, and makes an object of every entry.
///
/// The bytes may be hostile: whatever they are, the outcome is an [Outcome].
final class GitIndex {

  sealed interface Outcome {
    /// Entries in the order of the index, which is by bytes of the path.
    record Tracked(List<Entry> entries) implements Outcome {}

    record Unreadable(String why) implements Outcome {}
  }

  /// @param objectId lower-case hex of the blob
  /// @param absent whether a sparse checkout leaves it out of the working tree
  record Entry(String path, Kind kind, String objectId, boolean absent) {}

  enum Kind {
    FILE,
    LINK,
    SUBMODULE,
    OTHER
  }

  private static final int HEADER = 12;
  private static final int STAT = 40;

  /// No file system here takes longer ones. Without a bound, version 4 lets a small file stand for
  /// paths of gigabytes.
  private static final int LONGEST_PATH = 4096;

  private final byte[] bytes;
  private final int end;
  private final int hash;
  private final int version;
  private int at = HEADER;
  private final byte[] path = new byte[LONGEST_PATH];
  private int pathLength;

  private GitIndex(byte[] bytes, int hash, int version) {
    this.bytes = bytes;
    this.hash = hash;
    this.end = bytes.length - hash;
    this.version = version;
  }

  /// @param wanted spares making values of the entries that nobody asks for
  static Outcome read(byte[] bytes, Wanted wanted) {
    if (bytes.length < HEADER + 20
        || bytes[0] != 'D'
        || bytes[1] != 'I'
        || bytes[2] != 'R'
        || bytes[3] != 'C') {
      return new Outcome.Unreadable("it does not begin as an index does");
    }
    int version = int32(bytes, 4);
    if (version < 2 || version > 4) {
      return new Outcome.Unreadable(
          "its version " + Integer.toUnsignedString(version) + " is unknown");
    }
    int hash = hashLength(bytes);
    if (hash == 0) {
      return new Outcome.Unreadable("its checksum is wrong");
    }
    try {
      return new GitIndex(bytes, hash, version).entries(wanted);
    } catch (Malformed malformed) {
      return new Outcome.Unreadable(malformed.why);
    }
  }

  private Outcome entries(Wanted wanted) throws Malformed {
    int count = int32(bytes, 8);
    if (count < 0 || count > (end - HEADER) / (STAT + hash + 2)) {
      return new Outcome.Unreadable("it is shorter than the number of its entries needs");
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entry(wanted, entries);
    }
    return extensions(entries);
  }

  private void entry(Wanted wanted, List<Entry> into) throws Malformed {
    int start = at;
    need(STAT + hash + 2);
    int mode = int32(bytes, at + 24);
    int id = at + STAT;
    at += STAT + hash;
    int flags = int16();
    boolean extended = (flags & 0x4000) != 0;
    if (extended && version < 3) {
      throw new Malformed("version 2 has no extended flags");
    }
    boolean absent = false;
    if (extended) {
      need(2);
      absent = (int16() & 0x4000) != 0;
    }
    name(start);
    String text = new String(path, 0, pathLength, StandardCharsets.UTF_8);
    if (wanted.wants(text) && (into.isEmpty() || !into.getLast().path().equals(text))) {
      String objectId = HexFormat.of().formatHex(bytes, id, id + hash);
      into.add(new Entry(text, kind(mode), objectId, absent));
    }
  }

  private void name(int start) throws Malformed {
    int kept = 0;
    if (version == 4) {
      long drop = offset();
      if (drop > pathLength) {
        throw new Malformed("an entry takes more of its predecessor than there is");
      }
      kept = pathLength - (int) drop;
    }
    int stop = at;
    while (stop < end && bytes[stop] != 0) {
      stop++;
    }
    if (stop == end) {
      throw new Malformed("a path does not end");
    }
    if (stop - at > LONGEST_PATH - kept) {
      throw new Malformed("a path is longer than " + LONGEST_PATH + " bytes");
    }
    System.arraycopy(bytes, at, path, kept, stop - at);
    pathLength = kept + (stop - at);
    // Up to version 3 an entry is padded with one to eight NULs to a multiple of eight.
    at = version == 4 ? stop + 1 : start + ((stop - start + 8) & ~7);
    if (at > end) {
      throw new Malformed("an entry does not end");
    }
  }

  /// The variable-width number of a pack's offsets (gitformat-pack(5)).
  private long offset() throws Malformed {
    need(1);
    int b = bytes[at++];
    long value = b & 0x7f;
    while ((b & 0x80) != 0) {
      need(1);
      b = bytes[at++];
      value = ((value + 1) << 7) | (b & 0x7f);
      if (value > Integer.MAX_VALUE) {
        throw new Malformed("a number is too large");
      }
    }
    return value;
  }

  /// Extensions whose name begins in lower case change what the entries mean.
  private Outcome extensions(List<Entry> entries) throws Malformed {
    while (at < end) {
      need(8);
      String name = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
      long size = Integer.toUnsignedLong(int32(bytes, at + 4));
      if (size > end - at - 8) {
        return new Outcome.Unreadable("an extension is longer than the file");
      }
      if (name.equals("link")) {
        return new Outcome.Unreadable(
            "it is split over two files (git update-index --no-split-index)");
      }
      if (name.equals("sdir")) {
        return new Outcome.Unreadable("it is sparse (git sparse-checkout init --no-sparse-index)");
      }
      if (name.charAt(0) < 'A' || name.charAt(0) > 'Z') {
        return new Outcome.Unreadable("it needs an extension that is unknown here");
      }
      at += 8 + (int) size;
    }
    return new Outcome.Tracked(List.copyOf(entries));
  }

  private static Kind kind(int mode) {
    return switch (mode >>> 12) {
      case 0b1000 -> Kind.FILE;
      case 0b1010 -> Kind.LINK;
      case 0b1110 -> Kind.SUBMODULE;
      default -> Kind.OTHER;
    };
  }

  /// The trailer tells which hash the repository uses; all zero means that none was made
  /// (`index.skipHash`), which is taken for SHA-1.
  private static int hashLength(byte[] bytes) {
    for (String algorithm : List.of("SHA-1", "SHA-256")) {
      int length = algorithm.equals("SHA-1") ? 20 : 32;
      int end = bytes.length - length;
      byte[] trailer = Arrays.copyOfRange(bytes, end, bytes.length);
      if (end >= HEADER
          && (MessageDigest.isEqual(trailer, digest(algorithm, bytes, end))
              || (length == 20 && zero(trailer)))) {
        return length;
      }
    }
    return 0;
  }

  private static boolean zero(byte[] trailer) {
    for (byte b : trailer) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] digest(String algorithm, byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + algorithm, e);
    }
  }

  private void need(int count) throws Malformed {
    if (count > end - at) {
      throw new Malformed("it ends within an entry");
    }
  }

  private int int16() {
    int value = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    at += 2;
    return value;
  }

  private static int int32(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  /// Stays inside this class.
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    final String why;

    Malformed(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }
}
