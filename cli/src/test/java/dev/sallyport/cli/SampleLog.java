package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.LogFiles;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.log.TreeEdge;
import dev.sallyport.trust.log.WitnessPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.stream.LongStream;

/// A log in a directory, with a key of its own.
final class SampleLog {
  static final String ORIGIN = "log.example/sally";

  private final Ed25519Signer signer;
  private final Path directory;

  SampleLog(Path directory, KeyPair keys) throws IOException {
    this.directory = Files.createDirectories(directory);
    signer = new Ed25519Signer(ORIGIN, keys);
  }

  static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String key() {
    return signer.key().vkey();
  }

  String path() {
    return directory.toString();
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /// Appends `entry <what> <i>` until the log has `size` entries, and publishes.
  SampleLog grow(String what, long size) {
    var policy = WitnessPolicy.of(signer.key());
    var files = LogFiles.open(new DiskLayer(directory), policy);
    List<byte[]> entries =
        LongStream.range(files.edge().size(), size)
            .mapToObj(i -> "entry %s %d".formatted(what, i).getBytes(UTF_8))
            .toList();
    TreeEdge edge = files.append(entries);
    var checkpoint = new Checkpoint(ORIGIN, edge.size(), edge.root());
    files.publish(SignedNote.sign(checkpoint.text(), signer));
    return this;
  }

  /// Changes one byte of a file.
  void flip(String name, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file(name));
    bytes[at] ^= 1;
    Files.write(file(name), bytes);
  }
}
