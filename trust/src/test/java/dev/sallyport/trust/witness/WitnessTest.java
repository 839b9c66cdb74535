package dev.sallyport.trust.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.trust.log.CosignatureSigner;
import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.Proofs;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.witness.Witness.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WitnessTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

  @TempDir Path root;
  private final Ed25519Signer signer = new Ed25519Signer(SampleTree.ORIGIN, SampleTree.keys());
  private final SampleTree log = new SampleTree(signer, "a");
  private final SampleTree fork = new SampleTree(signer, "b");
  private Witness witness;

  @BeforeEach
  void open() throws IOException {
    witness = Witness.open(new DiskLayer(root), log.policy(), key());
  }

  private CosignatureSigner key() throws IOException {
    return WitnessKey.open(root.resolve("key"), "witness.example/one", CLOCK);
  }

  @Test
  void growingLogIsCosigned() {
    for (int[] step : new int[][] {{0, 1}, {1, 7}, {7, 7}, {7, 8}, {8, 300}}) {
      Answer answer = witness.addCheckpoint(log.request(step[0], step[1]));
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertCosigned(log.note(step[1]), answer.body());
    }
  }

  private void assertCosigned(SignedNote note, String lines) {
    var both = SignedNote.parse((new String(note.bytes(), UTF_8) + lines).getBytes(UTF_8));
    assertThat(both.verify(List.of(witness.key())))
        .isInstanceOfSatisfying(
            SignedNote.Outcome.Verified.class,
            verified ->
                assertThat(verified.signatures())
                    .singleElement()
                    .satisfies(by -> assertThat(by.timestamp()).hasValue(1_800_000_000L)));
  }

  @Test
  void otherOldSizeIsAnsweredWithTheLatest() {
    witness.addCheckpoint(log.request(0, 7));
    Answer answer = witness.addCheckpoint(log.request(0, 300));
    assertThat(answer).isEqualTo(new Answer(409, "text/x.tlog.size", "7\n"));
    // Smaller than what was cosigned: a roll-back looks the same.
    assertThat(witness.addCheckpoint(log.request(3, 5)).body()).isEqualTo("7\n");
  }

  @Test
  void forksAreRefusedAndKept() throws IOException {
    witness.addCheckpoint(log.request(0, 7));
    assertThat(witness.addCheckpoint(fork.request(7, 7)).status()).isEqualTo(409);
    assertThat(witness.addCheckpoint(fork.request(7, 9)).status()).isEqualTo(422);
    assertThat(witness.addCheckpoint(log.request(7, 9)).status()).isEqualTo(200);
    try (Stream<Path> files = Files.list(root.resolve("refused"))) {
      assertThat(files)
          .singleElement()
          .satisfies(file -> assertThat(file).hasBinaryContent(fork.note(7).bytes()));
    }
  }

  @Test
  void everyOtherRefusalHasItsStatus() {
    var stranger = new SampleTree(new Ed25519Signer("other.example", SampleTree.keys()), "a");
    assertStatus(403, stranger.request(0, 3));
    var unknown = SignedNote.sign("other.example\n0\n" + emptyRoot() + "\n", stranger.signer);
    assertStatus(404, new AddCheckpoint(0, List.of(), unknown).bytes());
    assertStatus(400, "old x\n\n".getBytes(UTF_8));
    assertStatus(400, new byte[0]);
    assertStatus(400, new AddCheckpoint(9, List.of(), log.note(3)).bytes());
    // "The proof MUST be empty if the old size is zero."
    assertStatus(422, new AddCheckpoint(0, List.of(log.leaf(0)), log.note(3)).bytes());
    var long64 = IntStream.range(0, 64).mapToObj(log::leaf).toList();
    assertThatThrownBy(() -> new AddCheckpoint(1, long64, log.note(3)))
        .isInstanceOf(MalformedLog.class);
    assertThat(witness.addCheckpoint(log.request(0, 3)).status()).isEqualTo(200);
  }

  private void assertStatus(int status, byte[] request) {
    Answer answer = witness.addCheckpoint(request);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).endsWith("\n").doesNotContain("— ");
  }

  private static String emptyRoot() {
    return Proofs.root(nodes -> List.of(), 0).base64();
  }

  @Test
  void restartForgetsNothing() throws IOException {
    String vkey = witness.key().vkey();
    witness.addCheckpoint(log.request(0, 7));
    open();
    assertThat(witness.key().vkey()).isEqualTo(vkey);
    assertThat(witness.addCheckpoint(fork.request(0, 9)).body()).isEqualTo("7\n");
    assertThat(witness.addCheckpoint(log.request(7, 9)).status()).isEqualTo(200);
  }

  @Test
  void damagedStateIsNotPassedOver() throws IOException {
    witness.addCheckpoint(log.request(0, 7));
    Path head = root.resolve(WitnessStore.path(SampleTree.ORIGIN));
    Files.writeString(head, Files.readString(head).replaceFirst("\n7\n", "\n6\n"));
    assertThatThrownBy(this::open).isInstanceOf(MalformedLog.class).hasMessageContaining("heads/");
  }

  @Test
  void keyOfOthersOrForOthersIsRefused() throws IOException {
    Path file = root.resolve("key");
    assertThatThrownBy(() -> WitnessKey.open(file, "witness.example/two", CLOCK))
        .isInstanceOf(MalformedLog.class)
        .hasMessageContaining("wanted that of 'witness.example/two'");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(this::key)
        .isInstanceOf(MalformedLog.class)
        .hasMessageContaining("by others");
    Path other = root.resolve("other");
    assertThatThrownBy(() -> WitnessKey.open(other, "a b", CLOCK)).isInstanceOf(MalformedLog.class);
    assertThat(other).doesNotExist();
  }

  @Test
  void manyAtOnceEndInOneLine() {
    // Both of one size: whoever comes second must be refused, however they interleave.
    var answers = new CopyOnWriteArrayList<Integer>();
    var threads =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              var tree = i % 2 == 0 ? log : fork;
                              answers.add(witness.addCheckpoint(tree.request(0, 5)).status());
                            }))
            .toList();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(answers).hasSize(8).containsOnlyOnce(200).contains(409);
  }
}
