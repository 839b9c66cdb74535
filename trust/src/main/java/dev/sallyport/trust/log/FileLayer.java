package dev.sallyport.trust.log;

/// The few file operations that [LogFiles] is made of, each with what it promises when the power
/// fails. A layer of tests loses whatever was not synced. Failures are
/// [java.io.UncheckedIOException].
public interface FileLayer extends LogSource {

  /// Creates or replaces a file. Neither its name nor its bytes survive before the syncs.
  void write(String path, byte[] bytes);

  /// After it, the bytes of the file survive; its name need not.
  void sync(String path);

  /// Gives the file another name in one step, in place of what has that name.
  void rename(String from, String to);

  /// Creates a folder inside one that is there; one that is there already is left as it is.
  void makeFolder(String path);

  /// After it, the names inside the folder survive, and those that were removed stay removed.
  void syncFolder(String path);

  /// Removes a file or an empty folder, if it is there.
  void delete(String path);
}
