package dev.sallyport.scan.report;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/// Counts how large the results are once compressed. It compresses faster and worse than an upload
/// does, so its count errs on the large side.
final class GzipBudget implements AutoCloseable {
  /// GitHub takes 10 MB; the rest is for rules and notifications.
  private static final long LIMIT = 9_000_000;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final byte[] buffer = new byte[8_192];
  private long compressed;

  /// Whether the text still fits; what does not fit is counted all the same, as no more will
  /// follow.
  boolean take(String ascii) {
    deflater.setInput(ascii.getBytes(StandardCharsets.US_ASCII));
    while (!deflater.needsInput()) {
      compressed += deflater.deflate(buffer, 0, buffer.length, Deflater.NO_FLUSH);
    }
    // What the deflater still holds back is at most one window and its block.
    return compressed + 65_536 <= LIMIT;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
