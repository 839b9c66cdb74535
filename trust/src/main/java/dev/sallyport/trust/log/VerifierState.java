package dev.sallyport.trust.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Where a verification stands: the hashes at the right edge of what was read so far, and the
/// checkpoint that was verified last. At most 90 KiB, whatever the size of the log. Whoever keeps
/// it keeps what the log is held to: a log that rewrites its past contradicts it.
///
/// @param origin of the log
/// @param position entries that were read and need not be read again; a multiple of 256
/// @param levels for level 1 and up the hashes of the unfinished tile, side by side, in base64
/// @param last the checkpoint that was verified last, without its signatures
public record VerifierState(
    String origin, long position, List<String> levels, Optional<Checkpoint> last) {

  /// Larger files are refused.
  public static final int MAX_BYTES = 128 * 1024;

  private static final String HEADER = "sallyport log verifier state 1";
  private static final int LEVELS = TileLevels.LEVELS - 1;

  public VerifierState {
    levels = List.copyOf(levels);
    boolean fits = position >= 0 && position % TilePath.FULL == 0 && levels.size() == LEVELS;
    for (int level = 1; fits && level <= LEVELS; level++) {
      long count = (position >>> (level * TilePath.HEIGHT)) % TilePath.FULL;
      fits = StrictBase64.decode(levels.get(level - 1)).length == count * Hash.SIZE;
    }
    if (!fits) {
      throw new MalformedLog("a verifier state that does not fit its position");
    }
  }

  static VerifierState of(String origin, TileLevels tiles, Optional<Checkpoint> last) {
    var levels = new ArrayList<String>();
    for (int level = 1; level <= LEVELS; level++) {
      levels.add(Base64.getEncoder().encodeToString(tiles.pending(level)));
    }
    return new VerifierState(origin, tiles.total(1) * TilePath.FULL, levels, last);
  }

  TileLevels tiles() {
    var tiles = new TileLevels();
    for (int level = 1; level <= LEVELS; level++) {
      long total = position >>> (level * TilePath.HEIGHT);
      tiles.load(level, total, StrictBase64.decode(levels.get(level - 1)));
    }
    return tiles;
  }

  /// Reads what [#bytes()] wrote. A damaged file is refused: the log is then read from its start.
  public static VerifierState parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedLog("a verifier state of more than %d bytes".formatted(MAX_BYTES));
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    int sum = text.lastIndexOf("\nsha256 ") + 1;
    if (sum == 0 || !text.substring(sum).equals(checksum(text.substring(0, sum)))) {
      throw new MalformedLog("a verifier state whose checksum is wrong");
    }
    List<String> lines = Arrays.asList(text.substring(0, sum - 1).split("\n", -1));
    int fixed = 3 + LEVELS;
    if (lines.size() < fixed || !lines.getFirst().equals(HEADER)) {
      throw new MalformedLog("not a verifier state of this version");
    }
    Optional<Checkpoint> last =
        lines.size() == fixed
            ? Optional.empty()
            : Optional.of(
                Checkpoint.parse(String.join("\n", lines.subList(fixed, lines.size())) + "\n"));
    return new VerifierState(
        lines.get(1), Decimal.parse(lines.get(2), "position"), lines.subList(3, fixed), last);
  }

  public byte[] bytes() {
    var text = new StringBuilder(HEADER).append('\n').append(origin).append('\n');
    text.append(position).append('\n');
    levels.forEach(level -> text.append(level).append('\n'));
    last.ifPresent(checkpoint -> text.append(checkpoint.text()));
    return text.append(checksum(text.toString())).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String checksum(String text) {
    byte[] sum = TreeHasher.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256 " + Hash.of(sum) + "\n";
  }
}
