package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// One [Finding] as one line of JSON and back, for the result cache. What is written is read back
/// equal, down to lone surrogates, as long as it keeps within [#MAX_LENGTH] and the reader's limits
/// on strings and lists.
///
/// The reader takes what the writer writes and nothing else: each member once, in this order, none
/// missing, none unknown. A cache entry that was tampered with or comes from another version is
/// therefore absent, not half understood.
public final class FindingCodec {
  /// Longest text that is read, in UTF-16 code units.
  public static final int MAX_LENGTH = 8 << 20;

  private FindingCodec() {}

  /// ASCII, without a line break.
  public static String encode(Finding finding) {
    StringWriter out = new StringWriter(512);
    try {
      Json.compact(out, json -> FindingWriter.write(finding, json));
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return out.toString();
  }

  /// Empty when the text is not exactly one finding within the limits. Never throws.
  public static Optional<Finding> decode(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(FindingReader.read(text));
    } catch (JacksonException | FindingReader.Malformed _) {
      return Optional.empty();
    }
  }
}
