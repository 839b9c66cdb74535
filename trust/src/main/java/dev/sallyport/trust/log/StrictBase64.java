package dev.sallyport.trust.log;

import java.util.Base64;

/// Base64 of RFC 4648 section 4 with exactly one spelling for each value. The JDK's decoder lets
/// missing padding and stray bits in the last character pass; then two different files would be
/// the same note, and a flipped bit would go unseen.
final class StrictBase64 {

  private StrictBase64() {}

  static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedLog("not base64: " + e.getMessage());
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new MalformedLog("not canonical base64");
    }
    return bytes;
  }
}
