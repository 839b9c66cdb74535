package dev.sallyport.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/// Why a file could not be written, in words for users: never the name of a class.
final class Failure {
  private Failure() {}

  /// @param what is written, such as `the report`
  static UsageException writing(String what, Path file, IOException failed) {
    return new UsageException("cannot write " + what + " to " + file + ": " + why(file, failed));
  }

  private static String why(Path file, IOException failed) {
    return failed instanceof NoSuchFileException
        ? "there is no directory " + file.toAbsolutePath().getParent() + "; make it first"
        : why(failed);
  }

  /// As a clause.
  static String why(IOException failed) {
    return switch (failed) {
      case AccessDeniedException _ ->
          "permission denied; name a file that this user may write, or change its rights";
      case FileSystemException known when known.getReason() != null -> advice(known.getReason());
      default -> advice(String.valueOf(failed.getMessage()));
    };
  }

  private static String advice(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return "the disk is full; what was written so far is not complete";
    }
    if (lower.contains("is a directory")) {
      return "it is a directory; name a file";
    }
    if (lower.contains("read-only")) {
      return "the file system is read-only; name a file elsewhere";
    }
    return lower.equals("null") ? "the system does not say why" : lower;
  }
}
