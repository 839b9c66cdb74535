package dev.sallyport.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.LogFiles;
import dev.sallyport.trust.log.NoteSigner;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.log.TreeEdge;
import dev.sallyport.trust.log.WitnessPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;

/// A log that our own code writes into a directory.
record OurLog(Path directory, Ed25519Signer signer) {
  static final String ORIGIN = "log.example/ours";

  /// Appends in batches of uneven size, as a server would.
  ///
  /// @param cosigners sign the checkpoint after the log
  static OurLog write(Path directory, int size, NoteSigner... cosigners) throws IOException {
    Files.createDirectories(directory);
    var log = new OurLog(directory, new Ed25519Signer(ORIGIN, keys()));
    var files = LogFiles.open(new DiskLayer(directory), WitnessPolicy.of(log.signer().key()));
    TreeEdge edge = files.edge();
    for (int batch = 1; edge.size() < size; batch = batch * 3 + 1) {
      int end = (int) Math.min(size, edge.size() + batch);
      edge = files.append(entries((int) edge.size(), end));
    }
    var checkpoint = new Checkpoint(ORIGIN, edge.size(), edge.root());
    var note = SignedNote.sign(checkpoint.text(), log.signer());
    for (NoteSigner cosigner : cosigners) {
      note = note.cosign(cosigner);
    }
    files.publish(note);
    return log;
  }

  static byte[] entry(long i) {
    return "our entry %d".formatted(i).getBytes(UTF_8);
  }

  static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Changes one bit in the middle of a file.
  static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static List<byte[]> entries(int from, int to) {
    var entries = new ArrayList<byte[]>();
    for (int i = from; i < to; i++) {
      entries.add(entry(i));
    }
    return entries;
  }
}
