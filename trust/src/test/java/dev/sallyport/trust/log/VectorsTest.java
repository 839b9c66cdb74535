package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.trust.log.Vectors.Case;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs the public vectors under `vectors/log`.
final class VectorsTest {

  private static final List<Hash> LEAVES = Samples.leaves(65_537);

  static List<Case> trees() {
    return Vectors.read("trees.json");
  }

  @ParameterizedTest
  @MethodSource("trees")
  void tree(Case vector) {
    int size = (int) vector.number("size");
    assertThat(MerkleTree.root(LEAVES.subList(0, size))).isEqualTo(vector.hash("root"));
  }

  static List<Case> inclusion() {
    return Vectors.read("inclusion.json");
  }

  @ParameterizedTest
  @MethodSource("inclusion")
  void inclusionProof(Case vector) {
    var verdict =
        Proofs.verifyInclusion(
            vector.hash("leafHash"),
            vector.number("index"),
            vector.number("size"),
            vector.hashes("path"),
            vector.hash("root"));
    assertThat(verdict.holds()).isEqualTo(vector.valid());
  }

  static List<Case> consistency() {
    return Vectors.read("consistency.json");
  }

  @ParameterizedTest
  @MethodSource("consistency")
  void consistencyProof(Case vector) {
    var verdict =
        Proofs.verifyConsistency(
            vector.number("from"),
            vector.hash("fromRoot"),
            vector.number("to"),
            vector.hash("toRoot"),
            vector.hashes("proof"));
    assertThat(verdict.holds()).isEqualTo(vector.valid());
  }

  static List<Case> paths() {
    return Vectors.read("paths.json");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void path(Case vector) {
    var wanted =
        vector.valid()
            ? Optional.of(
                new TilePath(
                    vector.text("level").equals("entries")
                        ? TilePath.ENTRIES
                        : Integer.parseInt(vector.text("level")),
                    vector.number("index"),
                    (int) vector.number("width")))
            : Optional.empty();
    assertThat(TilePath.parse(vector.text("path"))).isEqualTo(wanted);
  }

  static List<Case> notes() {
    return Vectors.read("notes.json");
  }

  @ParameterizedTest
  @MethodSource("notes")
  void note(Case vector) {
    assertThat(verified(vector).isPresent()).isEqualTo(vector.valid());
  }

  static List<Case> cosignatures() {
    return Vectors.read("cosignatures.json");
  }

  @ParameterizedTest
  @MethodSource("cosignatures")
  void cosignature(Case vector) {
    var verified = verified(vector);
    assertThat(verified.isPresent()).isEqualTo(vector.valid());
    verified.ifPresent(
        outcome ->
            assertThat(outcome.signatures())
                .filteredOn(s -> s.key().algorithm() == NoteAlgorithm.COSIGNATURE_V1)
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.timestamp()).hasValue(vector.number("timestamp"))));
  }

  static List<Case> postQuantumCosignatures() {
    return Vectors.read("cosignatures-ml-dsa-44.json");
  }

  /// The signatures of this file were made by another implementation of ML-DSA.
  @ParameterizedTest
  @MethodSource("postQuantumCosignatures")
  void postQuantumCosignature(Case vector) {
    var verified = verified(vector);
    assertThat(verified.isPresent()).isEqualTo(vector.valid());
    if (vector.has("timestamp")) {
      assertThat(verified.orElseThrow().signatures())
          .filteredOn(s -> s.key().algorithm() == NoteAlgorithm.COSIGNATURE_ML_DSA_44)
          .singleElement()
          .satisfies(s -> assertThat(s.timestamp()).hasValue(vector.number("timestamp")));
    }
  }

  static List<Case> checkpoints() {
    return Vectors.read("checkpoints.json");
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void checkpoint(Case vector) {
    var read = unlessMalformed(() -> Checkpoint.parse(vector.text("text")));
    assertThat(read.isPresent()).isEqualTo(vector.valid());
    read.ifPresent(
        checkpoint -> {
          var wanted =
              new Checkpoint(
                  vector.text("origin"),
                  vector.number("size"),
                  vector.hash("root"),
                  vector.texts("extensions"));
          assertThat(checkpoint).isEqualTo(wanted);
          assertThat(checkpoint.text()).isEqualTo(vector.text("text"));
        });
  }

  static List<Case> policies() {
    return Vectors.read("policies.json");
  }

  @ParameterizedTest
  @MethodSource("policies")
  void policy(Case vector) {
    var read = unlessMalformed(() -> WitnessPolicy.parse(Samples.utf8(vector.text("policy"))));
    assertThat(read.isPresent()).isEqualTo(vector.valid());
  }

  static List<Case> proofs() {
    return Vectors.read("proofs.json");
  }

  @ParameterizedTest
  @MethodSource("proofs")
  void proof(Case vector) {
    var policy = WitnessPolicy.parse(Samples.utf8(vector.text("policy")));
    byte[] bytes = Samples.utf8(vector.text("proof"));
    var proof = unlessMalformed(() -> TlogProof.parse(bytes));
    var outcome = proof.map(p -> p.verify(Samples.utf8(vector.text("entry")), policy));
    assertThat(outcome.filter(TlogProof.Outcome.Proven.class::isInstance).isPresent())
        .isEqualTo(vector.valid());
    proof.ifPresent(p -> assertThat(p.bytes()).isEqualTo(bytes));
  }

  private static Optional<SignedNote.Outcome.Verified> verified(Case vector) {
    byte[] bytes =
        vector.has("note")
            ? Samples.utf8(vector.text("note"))
            : Base64.getDecoder().decode(vector.text("noteBase64"));
    var keys = vector.texts("keys").stream().map(NoteKey::parse).toList();
    var note = unlessMalformed(() -> SignedNote.parse(bytes));
    note.ifPresent(parsed -> assertThat(parsed.bytes()).isEqualTo(bytes));
    return note.map(parsed -> parsed.verify(keys))
        .filter(SignedNote.Outcome.Verified.class::isInstance)
        .map(SignedNote.Outcome.Verified.class::cast);
  }

  private static <T> Optional<T> unlessMalformed(Supplier<T> parser) {
    try {
      return Optional.of(parser.get());
    } catch (MalformedLog _) {
      return Optional.empty();
    }
  }
}
