package dev.sallyport.cli;

import dev.sallyport.scan.engine.ScanProgress;
import java.io.PrintWriter;

/// One line on standard error while a scan takes long; gone when it ends.
final class ProgressBar implements ScanProgress, AutoCloseable {
  private static final long SHOW_AFTER = 700_000_000L;
  private static final long EVERY = 100_000_000L;
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final boolean on;
  private final long start = System.nanoTime();
  private long shown;
  private int files;
  private int parsed;
  private int analysed;

  private ProgressBar(PrintWriter err, boolean on) {
    this.err = err;
    this.on = on;
  }

  static ProgressBar on(PrintWriter err, Terminal terminal, boolean quiet) {
    return new ProgressBar(err, terminal.interactive() && !quiet);
  }

  @Override
  public void files(int count) {
    files = count;
  }

  /// Fetching has no known end, and takes long enough to be told of at once.
  @Override
  public void definition(int n, String repository) {
    long now = System.nanoTime();
    if (on && now - start >= SHOW_AFTER && now - shown >= EVERY) {
      shown = now;
      String what = "  definition " + n + ": " + printable(repository);
      err.print("\r" + what + " ".repeat(Math.max(0, WIDTH + 40 - what.length())));
      err.flush();
    }
  }

  private static String printable(String repository) {
    StringBuilder out = new StringBuilder();
    repository.codePoints().limit(50).forEach(c -> out.append(c < 32 || c > 126 ? '?' : (char) c));
    return out.toString();
  }

  @Override
  public void parsed() {
    parsed++;
    show();
  }

  @Override
  public void analysed() {
    analysed++;
    show();
  }

  private void show() {
    long now = System.nanoTime();
    if (!on || now - start < SHOW_AFTER || now - shown < EVERY || files == 0) {
      return;
    }
    shown = now;
    int done = Math.min(WIDTH, WIDTH * (parsed + analysed) / (2 * files));
    err.print(
        "\r  ["
            + "#".repeat(done)
            + " ".repeat(WIDTH - done)
            + "] "
            + Math.max(parsed, analysed)
            + " of "
            + files
            + " files ");
    err.flush();
  }

  @Override
  public void close() {
    if (shown != 0) {
      err.print("\r" + " ".repeat(WIDTH + 40) + "\r");
      err.flush();
      shown = 0;
    }
  }
}
