package dev.sallyport.trust.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Entries of a log in one file (C2SP tlog-tiles, "Log entries"): for each entry its length as
/// uint16, big-endian, and its bytes.
public final class EntryBundle {

  /// The longest entry that the format can carry.
  public static final int MAX_ENTRY = 0xffff;

  /// The most bytes that a bundle can have.
  public static final int MAX_BYTES = TilePath.FULL * (2 + MAX_ENTRY);

  private final byte[] bytes;

  /// Where each entry's length lies, and the end.
  private final int[] starts;

  private EntryBundle(byte[] bytes, int[] starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  /// Reads the bundle at `path`, which must hold exactly as many entries as the path says.
  public static EntryBundle parse(TilePath path, byte[] bytes) {
    return switch (read(bytes.clone(), path.width())) {
      case Read.Whole(EntryBundle bundle) -> bundle;
      case Read.Broken(int entry, int offset, String reason) ->
          throw new MalformedLog(
              "%s: byte %d, entry %d of the bundle: %s".formatted(path, offset, entry, reason));
    };
  }

  /// The outcome of reading a bundle, with the place of what is wrong.
  sealed interface Read {
    record Whole(EntryBundle bundle) implements Read {}

    /// @param entry number of the entry within the bundle
    record Broken(int entry, int offset, String reason) implements Read {}
  }

  /// Keeps the array, which must not change.
  static Read read(byte[] bytes, int count) {
    int[] starts = new int[count + 1];
    int at = 0;
    for (int i = 0; i < count; i++) {
      starts[i] = at;
      if (bytes.length - at < 2) {
        return new Read.Broken(i, at, "the file ends before the length of the entry");
      }
      int length = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
      if (bytes.length - at - 2 < length) {
        return new Read.Broken(
            i,
            at,
            "an entry of %d bytes, but the file has only %d more"
                .formatted(length, bytes.length - at - 2));
      }
      at += 2 + length;
    }
    starts[count] = at;
    return at == bytes.length
        ? new Read.Whole(new EntryBundle(bytes, starts))
        : new Read.Broken(count, at, "%d bytes after the last entry".formatted(bytes.length - at));
  }

  /// The bundle of 1 to 256 entries.
  public static EntryBundle of(List<byte[]> entries) {
    if (entries.isEmpty() || entries.size() > TilePath.FULL) {
      throw new IllegalArgumentException("no bundle has %d entries".formatted(entries.size()));
    }
    var bytes = new ByteArrayOutputStream();
    int[] starts = new int[entries.size() + 1];
    for (int i = 0; i < entries.size(); i++) {
      starts[i] = bytes.size();
      write(entries.get(i), bytes);
    }
    starts[entries.size()] = bytes.size();
    return new EntryBundle(bytes.toByteArray(), starts);
  }

  static void write(byte[] entry, ByteArrayOutputStream bundle) {
    if (entry.length > MAX_ENTRY) {
      throw new IllegalArgumentException(
          "an entry has at most %d bytes, not %d".formatted(MAX_ENTRY, entry.length));
    }
    bundle.write(entry.length >>> 8);
    bundle.write(entry.length);
    bundle.writeBytes(entry);
  }

  public int size() {
    return starts.length - 1;
  }

  public byte[] entry(int index) {
    return Arrays.copyOfRange(bytes, starts[index] + 2, starts[index + 1]);
  }

  public List<byte[]> entries() {
    var entries = new ArrayList<byte[]>(size());
    for (int i = 0; i < size(); i++) {
      entries.add(entry(i));
    }
    return entries;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// The file itself, not a copy: who asks does not write to it.
  byte[] shared() {
    return bytes;
  }

  /// Where the entry's length lies in the file; for the number of entries, where the file ends.
  int offset(int index) {
    return starts[index];
  }

  /// The entry that byte `offset` of the file belongs to.
  int entryAt(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return Math.min(found >= 0 ? found : -found - 2, size() - 1);
  }

  /// The leaf hashes of all entries, side by side.
  byte[] leafHashes(TreeHasher hasher) {
    byte[] hashes = new byte[size() * Hash.SIZE];
    for (int i = 0; i < size(); i++) {
      int start = starts[i] + 2;
      hasher.leaf(bytes, start, starts[i + 1] - start, hashes, i * Hash.SIZE);
    }
    return hashes;
  }
}
