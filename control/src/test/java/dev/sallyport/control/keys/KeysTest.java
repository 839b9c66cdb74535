package dev.sallyport.control.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysTest {

  private static final String ORIGIN = "log.example.org/test";
  private static final String PASSPHRASE = "long and only for this test";

  @TempDir Path folder;
  private StateDirectory state;

  @BeforeEach
  void open() {
    state = StateDirectory.open(folder);
  }

  @AfterEach
  void close() {
    state.close();
  }

  @Test
  void signerIsTheSameAtEachStart() {
    String text = ORIGIN + "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    String vkey;
    byte[] signature;
    try (var keys = Keys.open(state, RootKey.fileIn(state))) {
      NoteSigner signer = keys.logSigner(ORIGIN);
      vkey = signer.key().vkey();
      signature = signer.sign(text);
    }

    try (var keys = Keys.open(state, RootKey.fileIn(state))) {
      NoteSigner signer = keys.logSigner(ORIGIN);
      assertThat(signer.key().name()).isEqualTo(ORIGIN);
      assertThat(signer.key().vkey()).isEqualTo(vkey);
      assertThat(signer.sign(text)).isEqualTo(signature); // Ed25519 is deterministic
    }
    assertThat(Keys.logKey(state))
        .hasValueSatisfying(key -> assertThat(key.vkey()).isEqualTo(vkey));
  }

  @Test
  void filesAreForTheirOwnerAlone() throws IOException {
    try (var keys = Keys.open(state, RootKey.fileIn(state))) {
      keys.logSigner(ORIGIN);
    }

    try (Stream<Path> files = Files.list(state.keys())) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(4);
      for (Path file : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void passphraseOpensWhatItSealed() {
    Sealed sealed;
    try (var keys = Keys.open(state, passphrase(PASSPHRASE))) {
      sealed = keys.seal("value".getBytes(UTF_8), Context.of("test"));
    }
    assertThat(folder.resolve("keys/root.key")).doesNotExist();

    assertThatThrownBy(() -> Keys.open(state, passphrase("long but not the same one")))
        .hasMessageContaining("root-key-wrong");
    try (var keys = Keys.open(state, passphrase(PASSPHRASE))) {
      assertThat(text(keys, sealed, Context.of("test"))).isEqualTo("value");
    }
  }

  @Test
  void passphraseIsOverwritten() {
    char[] typed = PASSPHRASE.toCharArray();

    Keys.open(state, RootKey.passphrase(typed)).close();

    assertThat(typed).containsOnly(' ');
  }

  @Test
  void shortPassphraseIsRefused() {
    assertThatThrownBy(() -> Keys.open(state, passphrase("hunter2")))
        .hasMessageContaining("passphrase-short")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void otherKindOfRootKeyIsRefused() {
    Keys.open(state, RootKey.fileIn(state)).close();

    assertThatThrownBy(() -> Keys.open(state, passphrase(PASSPHRASE)))
        .hasMessageContaining("root-key-wrong")
        .hasMessageContaining("comes from a file");
  }

  @Test
  void otherKeyFileIsRefused() throws IOException {
    Keys.open(state, RootKey.fileIn(state)).close();
    Path file = state.keys().resolve("root.key");
    char[] hex = Files.readString(file).toCharArray();
    hex[0] = hex[0] == '0' ? '1' : '0';
    Files.writeString(file, new String(hex));

    assertThatThrownBy(() -> Keys.open(state, RootKey.fileIn(state)))
        .hasMessageContaining("root-key-wrong");
  }

  @Test
  void keyFileOpenToOthersIsRefused() throws IOException {
    Keys.open(state, RootKey.fileIn(state)).close();
    Path file = state.keys().resolve("root.key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> Keys.open(state, RootKey.fileIn(state)))
        .hasMessageContaining("root-key-open")
        .hasMessageContaining("rw-r-----");
  }

  @Test
  void lostKeyFileIsNotReplaced() throws IOException {
    Keys.open(state, RootKey.fileIn(state)).close();
    Files.delete(state.keys().resolve("root.key"));

    assertThatThrownBy(() -> Keys.open(state, RootKey.fileIn(state)))
        .hasMessageContaining("root-key-gone");
  }

  @Test
  void malformedKeyFileIsRefused() throws IOException {
    Path file = state.keys().resolve("root.key");
    Files.writeString(file, "g".repeat(64) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> Keys.open(state, RootKey.fileIn(state)))
        .hasMessageContaining("root-key-malformed");
  }

  @Test
  void noNewSignerForAnOldLog() throws IOException {
    try (var keys = Keys.open(state, RootKey.fileIn(state))) {
      keys.logSigner(ORIGIN);
      Files.writeString(state.log().resolve("checkpoint"), "signed");
      Files.delete(state.keys().resolve("log.key"));

      assertThatThrownBy(() -> keys.logSigner(ORIGIN)).hasMessageContaining("log-key-gone");
    }
    Files.delete(state.keys().resolve("root"));
    assertThatThrownBy(() -> Keys.open(state, RootKey.fileIn(state)))
        .hasMessageContaining("log-key-gone");
  }

  @Test
  void originStaysWhatItWas() {
    try (var keys = Keys.open(state, RootKey.fileIn(state))) {
      keys.logSigner(ORIGIN);

      assertThatThrownBy(() -> keys.logSigner("log.example.org/other"))
          .hasMessageContaining("origin-changed")
          .hasMessageContaining(ORIGIN);
    }
  }

  @Test
  void publicKeyThatIsLostIsWrittenAgain() throws IOException {
    try (var keys = Keys.open(state, RootKey.fileIn(state))) {
      String vkey = keys.logSigner(ORIGIN).key().vkey();
      Files.delete(state.keys().resolve("log.vkey"));

      assertThat(keys.logSigner(ORIGIN).key().vkey()).isEqualTo(vkey);
      assertThat(state.keys().resolve("log.vkey")).hasContent(vkey + "\n");
    }
  }

  @Test
  void damagedSignerIsNamed() throws IOException {
    try (var keys = Keys.open(state, RootKey.fileIn(state))) {
      keys.logSigner(ORIGIN);
      byte[] sealed = Files.readAllBytes(state.keys().resolve("log.key"));
      sealed[sealed.length - 1] ^= 1;
      Files.write(state.keys().resolve("log.key"), sealed);

      assertThatThrownBy(() -> keys.logSigner(ORIGIN))
          .hasMessageContaining("key-damaged")
          .hasMessageContaining("log.key");
    }
  }

  private static RootKey passphrase(String text) {
    return RootKey.passphrase(text.toCharArray());
  }

  private static String text(Keys keys, Sealed sealed, Context context) {
    try (Secret secret = keys.unseal(sealed, context).orElseThrow()) {
      return secret.reveal(bytes -> new String(bytes, UTF_8));
    }
  }
}
