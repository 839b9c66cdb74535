package dev.sallyport.scan.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads a file that steers a scan, such as its configuration. What is there and cannot be read is
/// never taken for a file that is not there.
public final class SideFile {
  private SideFile() {}

  /// What came of it.
  public sealed interface Outcome {
    record Text(String text) implements Outcome {}

    record Absent() implements Outcome {}

    /// @param why as a predicate, such as `is a directory`
    record Refused(String why) implements Outcome {}
  }

  /// A file of the scanned tree. It must be a plain one: a link could lead anywhere, and messages
  /// quote what they complain about.
  ///
  /// @param limit bytes that it may have
  public static Outcome inTree(Path file, int limit) {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Outcome.Absent();
    }
    return switch (Bytes.read(file, limit)) {
      case Bytes.Read.Whole(byte[] bytes) -> text(bytes);
      case Bytes.Read.TooLarge _ -> tooLarge(limit);
      case Bytes.Read.Refused(String why) ->
          new Outcome.Refused(why.replace(", which a scan does not open", ""));
    };
  }

  /// A file that the user names: links are followed and pipes (`<(…)` in a shell) are read.
  ///
  /// @param limit bytes that it may have
  public static Outcome named(Path file, int limit) {
    if (Files.isDirectory(file)) {
      return new Outcome.Refused("is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      return bytes.length > limit ? tooLarge(limit) : text(bytes);
    } catch (NoSuchFileException _) {
      return new Outcome.Absent();
    } catch (IOException e) {
      return new Outcome.Refused(Bytes.why(e));
    }
  }

  private static Outcome tooLarge(int limit) {
    return new Outcome.Refused("has more than " + limit + " bytes");
  }

  private static Outcome text(byte[] bytes) {
    try {
      return new Outcome.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return new Outcome.Refused("is not valid UTF-8");
    }
  }
}
