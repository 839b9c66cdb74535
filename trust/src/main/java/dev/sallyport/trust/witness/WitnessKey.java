package dev.sallyport.trust.witness;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.CosignatureSigner;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.MerkleTree;
import dev.sallyport.trust.log.SignedNote;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// The witness's own key in a file that its user alone can read: a header, the name, the private
/// key (PKCS #8) and the public key (X.509), each in base64 on its line. It signs nothing but
/// cosignatures.
public final class WitnessKey {

  private static final String HEADER = "sallyport witness key 1";
  private static final String ALGORITHM = "Ed25519";
  private static final int MAX_BYTES = 4096;
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private WitnessKey() {}

  /// Reads the key, or makes one and writes it durably.
  ///
  /// @param name of the witness, as policies know it; that of the file must be the same
  /// @throws MalformedLog when the file is damaged, of another name, or readable by others
  public static CosignatureSigner open(Path file, String name, Clock clock) throws IOException {
    if (!Files.exists(file)) {
      make(file, name, clock);
    }
    checkPermissions(file);
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES);
    }
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() != 4 || !lines.getFirst().equals(HEADER)) {
      throw new MalformedLog("%s is not the key of a witness".formatted(file));
    }
    if (!lines.get(1).equals(name)) {
      throw new MalformedLog(
          "%s is the key of '%s', wanted that of '%s'".formatted(file, lines.get(1), name));
    }
    var signer = new CosignatureSigner(name, pair(file, lines.get(2), lines.get(3)), clock);
    checkPair(file, signer);
    return signer;
  }

  private static void make(Path file, String name, Clock clock) throws IOException {
    KeyPair keys;
    try {
      keys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
    // Refuses a name that no key can have, before anything is written.
    var signer = new CosignatureSigner(name, keys, clock);
    var base64 = Base64.getEncoder();
    String text =
        String.join(
            "\n",
            HEADER,
            signer.key().name(),
            base64.encodeToString(keys.getPrivate().getEncoded()),
            base64.encodeToString(keys.getPublic().getEncoded()),
            "");
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.UTF_8.encode(text));
      channel.force(true);
    }
    Files.move(temporary, file);
    try (var folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void checkPermissions(Path file) throws IOException {
    if (!OWNER_ALONE.containsAll(Files.getPosixFilePermissions(file))) {
      throw new MalformedLog(
          "%s can be read or written by others; chmod 600 it, and make a new key if it was"
              .formatted(file));
    }
  }

  private static KeyPair pair(Path file, String privateKey, String publicKey) {
    try {
      var factory = KeyFactory.getInstance(ALGORITHM);
      var base64 = Base64.getDecoder();
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(base64.decode(publicKey))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(privateKey))));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // Not the cause: its message could carry the key.
      throw new MalformedLog("%s: the keys in it cannot be read".formatted(file));
    }
  }

  private static void checkPair(Path file, CosignatureSigner signer) {
    String text = new Checkpoint(signer.key().name(), 0, MerkleTree.EMPTY_ROOT).text();
    var note = SignedNote.sign(text, signer);
    if (note.verify(List.of(signer.key())) instanceof SignedNote.Outcome.Rejected) {
      throw new MalformedLog("%s: the two keys do not belong together".formatted(file));
    }
  }
}
