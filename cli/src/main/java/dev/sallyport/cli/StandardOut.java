package dev.sallyport.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Standard output that remembers its first failure, which [System#out] would swallow: a report on
/// a full disk must not end with the exit code of a complete one.
final class StandardOut extends FilterOutputStream {
  private @Nullable IOException failed;

  StandardOut(OutputStream to) {
    super(to);
  }

  static StandardOut ofProcess() {
    return new StandardOut(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failed = failed == null ? e : failed;
      throw e;
    }
  }

  /// What a user needs to know. Nothing when the reader of a pipe went away, such as `head`: he had
  /// what he wanted.
  Optional<String> failure() {
    IOException e = failed;
    if (e == null || String.valueOf(e.getMessage()).contains("Broken pipe")) {
      return Optional.empty();
    }
    return Optional.of("standard output could not be written in full: " + Failure.why(e));
  }
}
