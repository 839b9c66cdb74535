package dev.sallyport.control.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a sealed value is for. It is not stored with the value: whoever opens it says what it must
/// be, so that a value moved to another row, tenant or purpose does not open.
///
/// @param parts from general to particular: a purpose, then whose
public record Context(List<String> parts) {

  public Context {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a context says at least a purpose");
    }
  }

  public static Context of(String purpose, String... whose) {
    var parts = new ArrayList<String>();
    parts.add(purpose);
    parts.addAll(List.of(whose));
    return new Context(parts);
  }

  /// Each part as UTF-8 after its length in four bytes, big-endian: two contexts never give the
  /// same bytes.
  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    for (String part : parts) {
      byte[] text = part.getBytes(UTF_8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      out.writeBytes(text);
    }
    return out.toByteArray();
  }
}
