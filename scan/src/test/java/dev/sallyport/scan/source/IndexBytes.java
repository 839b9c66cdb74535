package dev.sallyport.scan.source;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Index files (version 2, no checksum) that git would never write.
final class IndexBytes {
  private IndexBytes() {}

  static byte[] of(String... paths) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeBytes("DIRC");
      out.writeInt(2);
      out.writeInt(paths.length);
      for (String path : paths) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        out.write(new byte[24]);
        out.writeInt(0100644);
        out.write(new byte[12 + 20]);
        out.writeShort(name.length);
        out.write(name);
        out.write(new byte[8 - (62 + name.length) % 8]);
      }
      out.write(new byte[20]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
