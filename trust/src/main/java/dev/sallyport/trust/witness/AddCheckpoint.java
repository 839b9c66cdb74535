package dev.sallyport.trust.witness;

import dev.sallyport.trust.log.Decimal;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.SignedNote;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The body of an `add-checkpoint` request (C2SP tlog-witness, "add-checkpoint").
///
/// @param old size of the checkpoint that the log believes to be the latest cosigned one
/// @param proof consistency proof from `old` to the checkpoint, at most 63 hashes
/// @param checkpoint unverified
public record AddCheckpoint(long old, List<Hash> proof, SignedNote checkpoint) {

  /// "The client MUST NOT send more than 63 consistency proof lines."
  static final int MAX_PROOF = 63;

  /// Larger bodies are refused.
  public static final int MAX_BYTES = SignedNote.MAX_BYTES + 8 * 1024;

  private static final String OLD = "old ";
  private static final int MAX_LINE = 64;

  public AddCheckpoint {
    proof = List.copyOf(proof);
    if (old < 0 || proof.size() > MAX_PROOF) {
      throw new MalformedLog("at most %d proof lines".formatted(MAX_PROOF));
    }
  }

  public static AddCheckpoint parse(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw new MalformedLog("a request of more than %d bytes".formatted(MAX_BYTES));
    }
    int at = 0;
    String line = line(body, at);
    at += line.length() + 1;
    if (!line.startsWith(OLD)) {
      throw new MalformedLog("the first line is 'old' and a size");
    }
    long old = Decimal.parse(line.substring(OLD.length()), "old size");
    var proof = new ArrayList<Hash>();
    for (line = line(body, at); !line.isEmpty(); line = line(body, at)) {
      if (proof.size() == MAX_PROOF) {
        throw new MalformedLog("at most %d proof lines".formatted(MAX_PROOF));
      }
      proof.add(Hash.parseBase64(line));
      at += line.length() + 1;
    }
    byte[] note = Arrays.copyOfRange(body, at + 1, body.length);
    return new AddCheckpoint(old, proof, SignedNote.parse(note));
  }

  public byte[] bytes() {
    var head = new StringBuilder(OLD).append(old).append('\n');
    proof.forEach(hash -> head.append(hash.base64()).append('\n'));
    head.append('\n');
    var body = new ByteArrayOutputStream();
    body.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(checkpoint.bytes());
    return body.toByteArray();
  }

  /// The line from `start` on, without its newline.
  private static String line(byte[] body, int start) {
    for (int end = start; end < body.length && end - start <= MAX_LINE; end++) {
      if (body[end] == '\n') {
        return new String(body, start, end - start, StandardCharsets.ISO_8859_1);
      }
    }
    throw new MalformedLog("byte %d: a line that does not end, or a long one".formatted(start));
  }
}
