package dev.sallyport.scan.fix;

import dev.sallyport.base.model.source.SourceText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file's text before and after its fixes.
public record ChangedFile(SourceText before, String after) {
  static final String BYTE_ORDER_MARK = "\uFEFF";

  public String path() {
    return before.path();
  }

  /// As a unified diff for `git apply` and `patch -p1`.
  public String diff() {
    String mark = startsWithByteOrderMark() ? BYTE_ORDER_MARK : "";
    return Diff.unified(path(), mark + before.text(), mark + after);
  }

  /// The text lost its byte order mark when it was read, but its digest is of the bytes.
  boolean startsWithByteOrderMark() {
    return sha256(BYTE_ORDER_MARK + before.text()).equals(before.contentId());
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
