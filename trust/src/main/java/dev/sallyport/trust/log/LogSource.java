package dev.sallyport.trust.log;

import java.util.List;
import java.util.Optional;

/// Where the files of a log are read from. Nothing that it gives is believed. Methods may be called
/// by several threads. What cannot be read (no connection, no right) is a
/// [java.io.UncheckedIOException]; what is not there is empty.
public interface LogSource {

  /// The file at a path below the prefix, with `/` between its elements.
  ///
  /// @param limit the most bytes that it may have; a longer one is [MalformedLog]
  Optional<byte[]> read(String path, int limit);

  /// Whether [#list] knows what is there. A web server does not.
  boolean lists();

  /// The names in a folder, sorted, those of folders with a `/` at the end. The prefix itself is
  /// the empty path; a folder that is not there has no names.
  List<String> list(String folder);

  /// How many reads at once make sense.
  int parallelism();
}
