package dev.sallyport.trust.log;

import java.util.ArrayDeque;
import java.util.Optional;

/// The path of a tile or an entry bundle below the log's prefix (C2SP tlog-tiles, "Merkle Tree" and
/// "Log entries"): `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
///
/// @param level of the tile, 0 to 63; [#ENTRIES] for a bundle
/// @param index within the level
/// @param width hashes or entries in it: 256 when it is full, else 1 to 255
public record TilePath(int level, long index, int width) {

  /// The level that stands for entry bundles.
  public static final int ENTRIES = -1;

  /// Hashes in a full tile, entries in a full bundle.
  public static final int FULL = 256;

  /// Levels of hashes that one tile spans.
  static final int HEIGHT = 8;

  private static final int MAX_LEVEL = 63;
  private static final int MAX_LENGTH = 64;
  private static final String ROOT = "tile/";

  public TilePath {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException(
          "no tile at level %d, index %d, width %d".formatted(level, index, width));
    }
  }

  public static TilePath full(int level, long index) {
    return new TilePath(level, index, FULL);
  }

  /// What a path names; empty for everything that is not exactly the canonical spelling.
  public static Optional<TilePath> parse(String path) {
    if (path.length() > MAX_LENGTH || !path.startsWith(ROOT)) {
      return Optional.empty();
    }
    int slash = path.indexOf('/', ROOT.length());
    if (slash < 0) {
      return Optional.empty();
    }
    String name = path.substring(ROOT.length(), slash);
    String rest = path.substring(slash + 1);
    int partial = rest.indexOf(".p/");
    long level = name.equals("entries") ? ENTRIES : number(name);
    long width = partial < 0 ? FULL : number(rest.substring(partial + 3));
    long index = index(partial < 0 ? rest : rest.substring(0, partial));
    boolean possible =
        (level >= 0 || name.equals("entries"))
            && level <= MAX_LEVEL
            && index >= 0
            && width >= 1
            && width <= FULL;
    if (!possible) {
      return Optional.empty();
    }
    var parsed = new TilePath((int) level, index, (int) width);
    return parsed.path().equals(path) ? Optional.of(parsed) : Optional.empty();
  }

  public boolean isFull() {
    return width == FULL;
  }

  public boolean isEntries() {
    return level == ENTRIES;
  }

  /// Where the folder with the partial forms of this tile lies, without a slash at its end.
  public String partials() {
    return base() + ".p";
  }

  /// The path, with `/` between its elements.
  public String path() {
    return isFull() ? base() : base() + ".p/" + width;
  }

  @Override
  public String toString() {
    return path();
  }

  private String base() {
    var elements = new ArrayDeque<String>();
    long rest = index;
    elements.push(threeDigits(rest % 1000));
    while ((rest /= 1000) > 0) {
      elements.push("x" + threeDigits(rest % 1000));
    }
    return ROOT + (isEntries() ? "entries" : level) + "/" + String.join("/", elements);
  }

  private static String threeDigits(long number) {
    String digits = Long.toString(1000 + number);
    return digits.substring(1);
  }

  /// At most nine digits; -1 for anything else. Leading zeros are found by printing it again.
  private static long number(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static long index(String text) {
    long index = 0;
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('/', at);
      boolean last = end < 0;
      String element = text.substring(at, last ? text.length() : end);
      long digits = number(last ? element : element.startsWith("x") ? element.substring(1) : "");
      if (digits < 0 || digits > 999 || index > Long.MAX_VALUE / 1000 - 1) {
        return -1;
      }
      index = index * 1000 + digits;
      if (last) {
        return index;
      }
      at = end + 1;
    }
    return -1;
  }
}
