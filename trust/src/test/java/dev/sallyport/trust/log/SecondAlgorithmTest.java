package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// ML-DSA-44 beside Ed25519 in one note, and signature types that nobody here knows.
final class SecondAlgorithmTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
  private static final String TEXT =
      new Checkpoint("log.example/a", 3, MerkleTree.root(Samples.leaves(3))).text();

  private final NoteSigner log = new Ed25519Signer("log.example/a", pair("Ed25519"));
  private final CosignatureSigner witness =
      new CosignatureSigner("witness.example/pq", pair("ML-DSA-44"), CLOCK);

  private static KeyPair pair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private SignedNote note() {
    return SignedNote.parse(SignedNote.sign(TEXT, log).cosign(witness).bytes());
  }

  private WitnessPolicy policy() {
    return WitnessPolicy.parse(
        Samples.utf8(
            "log %s\nwitness pq %s\nquorum pq\n"
                .formatted(log.key().vkey(), witness.key().vkey())));
  }

  @Test
  void quorumOfAWitnessWithMlDsa() {
    assertThat(witness.key().algorithm().type()).isEqualTo((byte) 0x06);
    assertThat(NoteKey.parse(witness.key().vkey())).isEqualTo(witness.key());
    assertThat(policy().check(note()))
        .isInstanceOfSatisfying(
            WitnessPolicy.Outcome.Accepted.class,
            accepted ->
                assertThat(accepted.checkpoint().signatures().getLast().timestamp())
                    .hasValue(1_700_000_000));
    assertThat(policy().check(SignedNote.sign(TEXT, log)))
        .isInstanceOf(WitnessPolicy.Outcome.Refused.class);
  }

  @Test
  void everyFlippedByteOfTheSignatureIsSeen() {
    NoteSignature line = note().signatures().getLast();
    byte[] bytes = Base64.getDecoder().decode(line.base64());
    // The first four are the id: changed, the line is of nobody that is known.
    for (int at = 4; at < bytes.length; at += 97) {
      bytes[at] ^= 1;
      var changed = new NoteSignature(line.name(), Base64.getEncoder().encodeToString(bytes));
      var note = new SignedNote(TEXT, List.of(note().signatures().getFirst(), changed));
      assertThat(policy().check(note)).isInstanceOf(WitnessPolicy.Outcome.Refused.class);
      bytes[at] ^= 1;
    }
  }

  @Test
  void keyOfALogDoesNotWitnessNorTheOtherWayAround() {
    for (String wrong :
        List.of(
            "log %s\nquorum none\n".formatted(witness.key().vkey()),
            "witness w %s\nquorum w\n".formatted(log.key().vkey()))) {
      assertThatThrownBy(() -> WitnessPolicy.parse(Samples.utf8(wrong)))
          .isInstanceOf(MalformedLog.class)
          .hasMessageContaining("is not for a");
    }
  }

  @Test
  void lineOfAnUnknownTypeIsIgnoredWhileItsKeyCannotBeNamed() {
    // 0xfe is "reserved for future use": today nobody can have it.
    var unknown =
        new NoteSignature("future.example/f", Base64.getEncoder().encodeToString(new byte[5_000]));
    var note = SignedNote.parse(note().with(unknown).bytes());
    assertThat(policy().check(note)).isInstanceOf(WitnessPolicy.Outcome.Accepted.class);
    byte[] typed = new byte[33];
    typed[0] = (byte) 0xfe;
    assertThatThrownBy(
            () ->
                NoteKey.parse(
                    "future.example/f+00000000+" + Base64.getEncoder().encodeToString(typed)))
        .isInstanceOf(MalformedLog.class)
        .hasMessageContaining("0xfe");
  }

  @Test
  void keyOfAnotherLengthIsRefused() {
    for (NoteAlgorithm algorithm : NoteAlgorithm.values()) {
      assertThatThrownBy(() -> NoteKey.of("a", algorithm, new byte[33]))
          .isInstanceOf(MalformedLog.class);
    }
  }
}
