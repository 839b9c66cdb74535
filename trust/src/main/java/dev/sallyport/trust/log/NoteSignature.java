package dev.sallyport.trust.log;

import java.nio.ByteBuffer;
import java.util.Base64;

/// One signature line of a note: `— <name> base64(<key id> || <signature>)`. Nothing in it is
/// believed before [SignedNote#verify].
///
/// @param name of the key
/// @param base64 the key id and the signature, in canonical base64
public record NoteSignature(String name, String base64) {

  private static final String DASH = "\u2014 ";

  public NoteSignature {
    NoteKey.checkName(name);
    if (StrictBase64.decode(base64).length <= Integer.BYTES) {
      throw new MalformedLog("a signature line without a signature");
    }
  }

  static NoteSignature of(NoteKey key, byte[] signature) {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES + signature.length)
            .putInt(key.id())
            .put(signature)
            .array();
    return new NoteSignature(key.name(), Base64.getEncoder().encodeToString(bytes));
  }

  /// Reads a line without its newline.
  static NoteSignature parse(String line) {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(DASH) || space < DASH.length()) {
      throw new MalformedLog("a signature line is an em dash, a name and base64");
    }
    return new NoteSignature(line.substring(DASH.length(), space), line.substring(space + 1));
  }

  public int keyId() {
    return ByteBuffer.wrap(StrictBase64.decode(base64)).getInt();
  }

  /// What follows the key id.
  public byte[] signature() {
    byte[] bytes = StrictBase64.decode(base64);
    byte[] signature = new byte[bytes.length - Integer.BYTES];
    System.arraycopy(bytes, Integer.BYTES, signature, 0, signature.length);
    return signature;
  }

  boolean isBy(NoteKey key) {
    return name.equals(key.name()) && keyId() == key.id();
  }

  /// The line of a note, with its newline.
  public String line() {
    return DASH + name + " " + base64 + "\n";
  }
}
