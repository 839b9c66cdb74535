package dev.sallyport.cli.audit;

import dev.sallyport.trust.log.LogReader;

/// The index that the user gave.
final class Index {

  private Index() {}

  static LogReader.ProvenEntry in(LogReader reader, long index) {
    check(reader, index);
    return reader.entry(index);
  }

  static void check(LogReader reader, long index) {
    long size = reader.head().checkpoint().size();
    if (index < 0 || index >= size) {
      throw new UsageProblem(
          size == 0
              ? "wanted an entry, but the log is empty"
              : "wanted an index from 0 to %d, got %d".formatted(size - 1, index));
    }
  }
}
