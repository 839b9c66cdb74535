package dev.sallyport.trust.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which logs are believed, and which witnesses must have seen the same tree (C2SP tlog-policy).
/// A checkpoint is valid when one of the logs signed it under its own origin and the quorum is met.
public final class WitnessPolicy {

  /// @param url where it is reached, as the policy file has it; not used here
  public record Log(NoteKey key, Optional<String> url) {}

  /// A name of the policy file that can witness a checkpoint.
  public sealed interface Member {
    String name();

    /// @param url where it is reached, as the policy file has it; not used here
    record Witness(String name, NoteKey key, Optional<String> url) implements Member {}

    /// @param threshold how many of the members suffice
    record Group(String name, int threshold, List<Member> members) implements Member {
      public Group {
        members = List.copyOf(members);
      }
    }
  }

  /// What the policy says of a checkpoint.
  public sealed interface Outcome {
    record Accepted(VerifiedCheckpoint checkpoint) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  private final List<Log> logs;
  private final List<Member.Witness> witnesses;
  private final Optional<Member> quorum;

  WitnessPolicy(List<Log> logs, List<Member.Witness> witnesses, Optional<Member> quorum) {
    this.logs = List.copyOf(logs);
    this.witnesses = List.copyOf(witnesses);
    this.quorum = quorum;
  }

  /// Reads a policy file.
  public static WitnessPolicy parse(byte[] bytes) {
    return new PolicyParser().parse(bytes);
  }

  /// One log and no witnesses.
  public static WitnessPolicy of(NoteKey log) {
    return new WitnessPolicy(List.of(new Log(log, Optional.empty())), List.of(), Optional.empty());
  }

  /// The same quorum for one log that is known from elsewhere, in place of those of the file.
  public WitnessPolicy forLog(NoteKey log) {
    return new WitnessPolicy(List.of(new Log(log, Optional.empty())), witnesses, quorum);
  }

  /// The same logs without witnesses: what a log itself answers for.
  public WitnessPolicy withoutQuorum() {
    return new WitnessPolicy(logs, List.of(), Optional.empty());
  }

  /// The same logs and witnesses, however few of these signed.
  WitnessPolicy withAnyQuorum() {
    return new WitnessPolicy(logs, witnesses, Optional.empty());
  }

  public List<Log> logs() {
    return logs;
  }

  public List<Member.Witness> witnesses() {
    return witnesses;
  }

  /// Empty for `quorum none`.
  public Optional<Member> quorum() {
    return quorum;
  }

  /// Verifies the signatures, then reads the text that they cover, then counts.
  public Outcome check(SignedNote note) {
    if (logs.isEmpty()) {
      return refused("the policy names no log");
    }
    var keys = new ArrayList<NoteKey>();
    logs.forEach(log -> keys.add(log.key()));
    witnesses.forEach(witness -> keys.add(witness.key()));
    return switch (note.verify(keys)) {
      case SignedNote.Outcome.Rejected(String reason) -> refused(reason);
      case SignedNote.Outcome.Verified(SignedNote verified, List<VerifiedSignature> by) ->
          count(verified, by);
    };
  }

  /// As [#check(SignedNote)]; bytes that are no note are refused.
  public Outcome check(byte[] note) {
    try {
      return check(SignedNote.parse(note));
    } catch (MalformedLog e) {
      return refused(e.reason());
    }
  }

  private Outcome count(SignedNote note, List<VerifiedSignature> by) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(note.text());
    } catch (MalformedLog e) {
      return refused(e.reason());
    }
    var signers = by.stream().map(VerifiedSignature::key).collect(Collectors.toSet());
    // The key of one log must not speak for another.
    boolean signed =
        logs.stream()
            .map(Log::key)
            .anyMatch(key -> key.name().equals(checkpoint.origin()) && signers.contains(key));
    if (!signed) {
      return refused("no log of the policy signed under the origin " + checkpoint.origin());
    }
    if (quorum.isPresent() && !witnessed(quorum.get(), signers)) {
      return refused(
          "the quorum %s is not met: cosigned by %s"
              .formatted(quorum.get().name(), cosigners(signers)));
    }
    return new Outcome.Accepted(new VerifiedCheckpoint(checkpoint, note, by));
  }

  private List<String> cosigners(Set<NoteKey> signers) {
    return witnesses.stream()
        .filter(witness -> signers.contains(witness.key()))
        .map(Member.Witness::name)
        .toList();
  }

  /// The depth is bounded by the number of groups, which the parser limits.
  private static boolean witnessed(Member member, Set<NoteKey> signers) {
    return switch (member) {
      case Member.Witness witness -> signers.contains(witness.key());
      case Member.Group(String _, int threshold, List<Member> members) ->
          members.stream().filter(inner -> witnessed(inner, signers)).count() >= threshold;
    };
  }

  private static Outcome refused(String reason) {
    return new Outcome.Refused(reason);
  }
}
