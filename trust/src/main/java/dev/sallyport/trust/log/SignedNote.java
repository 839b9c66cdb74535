package dev.sallyport.trust.log;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A text with signatures (C2SP signed-note, "Format"). The text means nothing before
/// [#verify(Collection)] has accepted it.
///
/// @param text ends in a newline
/// @param signatures 1 to 64 lines
public record SignedNote(String text, List<NoteSignature> signatures) {

  /// Larger notes are refused. Sixteen signatures of 5 kB, which must be accepted, fit well.
  public static final int MAX_BYTES = 256 * 1024;

  static final int MAX_SIGNATURES = 64;

  public SignedNote {
    if (!text.endsWith("\n")) {
      throw new MalformedLog("the text of a note ends in a newline");
    }
    text.chars()
        .filter(c -> c < ' ' && c != '\n')
        .findFirst()
        .ifPresent(
            c -> {
              throw new MalformedLog("control character 0x%02x in a note".formatted(c));
            });
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new MalformedLog(
          "a note has 1 to %d signatures, not %d".formatted(MAX_SIGNATURES, signatures.size()));
    }
    signatures = List.copyOf(signatures);
  }

  /// What a verification says.
  public sealed interface Outcome {
    /// At least one known key signed, and no signature of a known key is wrong.
    ///
    /// @param signatures those that verified, in the order of their lines
    record Verified(SignedNote note, List<VerifiedSignature> signatures) implements Outcome {
      public Verified {
        signatures = List.copyOf(signatures);
      }
    }

    record Rejected(String reason) implements Outcome {}
  }

  public static SignedNote parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedLog("a note of more than %d bytes".formatted(MAX_BYTES));
    }
    String note = decode(bytes);
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw new MalformedLog("a note is a text, an empty line and signature lines");
    }
    var signatures = new ArrayList<NoteSignature>();
    for (int at = end + 2; at < note.length(); ) {
      if (signatures.size() == MAX_SIGNATURES) {
        throw new MalformedLog("a note of more than %d signatures".formatted(MAX_SIGNATURES));
      }
      int newline = note.indexOf('\n', at);
      signatures.add(NoteSignature.parse(note.substring(at, newline)));
      at = newline + 1;
    }
    return new SignedNote(note.substring(0, end + 1), signatures);
  }

  /// Signs a text, which must be well-formed.
  public static SignedNote sign(String text, NoteSigner signer) {
    return new SignedNote(text, List.of(NoteSignature.of(signer.key(), signer.sign(text))));
  }

  /// The same note with one more signature; an older one of the same key is replaced.
  public SignedNote cosign(NoteSigner signer) {
    return with(NoteSignature.of(signer.key(), signer.sign(text)));
  }

  /// The same note with one more signature; an older one of the same name and key id is replaced.
  public SignedNote with(NoteSignature signature) {
    var all = new ArrayList<>(signatures);
    all.removeIf(s -> s.name().equals(signature.name()) && s.keyId() == signature.keyId());
    all.add(signature);
    return new SignedNote(text, all);
  }

  /// Signatures of other keys are ignored; one wrong signature of a known key rejects the note.
  public Outcome verify(Collection<NoteKey> known) {
    var verified = new ArrayList<VerifiedSignature>();
    for (NoteSignature line : signatures) {
      for (NoteKey key : known) {
        if (line.isBy(key)) {
          byte[] signature = line.signature();
          if (!key.algorithm().verify(key, text, signature)) {
            return new Outcome.Rejected("the signature of %s is wrong".formatted(key.name()));
          }
          verified.add(new VerifiedSignature(key, key.algorithm().timestamp(signature)));
        }
      }
    }
    return verified.isEmpty()
        ? new Outcome.Rejected("no signature is by a known key")
        : new Outcome.Verified(this, verified);
  }

  public byte[] bytes() {
    var note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedLog("a note is UTF-8");
    }
  }
}
