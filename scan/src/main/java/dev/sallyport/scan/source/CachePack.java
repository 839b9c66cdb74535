package dev.sallyport.scan.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// The bytes of one cache file: records one behind the other, each a mark, two lengths, key, value
/// and a checksum of all that. Lengths are followed when it is opened; a checksum is compared when
/// its value is asked for. Any bytes will do: what is not a record is not found.
///
/// The checksum is CRC-32 and CRC-32C together, 64 bits: it is there against torn writes and bad
/// disks. Against a person it would not help to take a stronger one, as who can write the file can
/// write that too; [CacheDirectory] sees to it that nobody else can. By measurement, over 1,500
/// values of 2 KiB in a fresh JVM SHA-256 takes 45 ms (its intrinsic comes late), these two 2 ms.
final class CachePack {
  static final CachePack EMPTY = new CachePack(new byte[0]);
  private static final int MARK = 0x53504331;
  private static final int HEADER = 12;
  private static final int CHECK = 8;

  private final byte[] bytes;
  private final Map<String, Integer> starts = new HashMap<>();
  private int end;

  private CachePack(byte[] bytes) {
    this.bytes = bytes;
  }

  static CachePack of(byte[] bytes) {
    CachePack pack = new CachePack(bytes);
    pack.follow();
    return pack;
  }

  private void follow() {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (bytes.length - end >= HEADER + CHECK && buffer.getInt(end) == MARK) {
      long key = buffer.getInt(end + 4);
      long value = buffer.getInt(end + 8);
      long next = end + HEADER + key + value + CHECK;
      if (key < 0 || value < 0 || next > bytes.length) {
        return;
      }
      starts.put(new String(bytes, end + HEADER, (int) key, StandardCharsets.UTF_8), end);
      end = (int) next;
    }
  }

  /// Where the last whole record ends.
  int end() {
    return end;
  }

  Optional<byte[]> get(String key) {
    Integer start = starts.get(key);
    if (start == null) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int value = start + HEADER + buffer.getInt(start + 4);
    int end = value + buffer.getInt(start + 8);
    return buffer.getLong(end) == checksum(bytes, start, end)
        ? Optional.of(Arrays.copyOfRange(bytes, value, end))
        : Optional.empty();
  }

  static long size(String key, byte[] value) {
    return (long) HEADER + 4L * key.length() + value.length + CHECK;
  }

  /// The records as bytes, as many as fit: a cache may forget.
  static ByteBuffer records(Map<String, byte[]> records, int most) {
    int size = 0;
    for (Map.Entry<String, byte[]> record : records.entrySet()) {
      size = (int) Math.min(most, size + size(record.getKey(), record.getValue()));
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (Map.Entry<String, byte[]> record : records.entrySet()) {
      byte[] key = record.getKey().getBytes(StandardCharsets.UTF_8);
      byte[] value = record.getValue();
      if (out.remaining() < HEADER + key.length + value.length + CHECK) {
        break;
      }
      int start = out.position();
      out.putInt(MARK).putInt(key.length).putInt(value.length).put(key).put(value);
      out.putLong(checksum(out.array(), start, out.position()));
    }
    return out.flip();
  }

  private static long checksum(byte[] bytes, int from, int to) {
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    one.update(bytes, from, to - from);
    other.update(bytes, from, to - from);
    return one.getValue() << 32 | other.getValue();
  }
}
