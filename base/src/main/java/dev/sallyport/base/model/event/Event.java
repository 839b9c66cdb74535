package dev.sallyport.base.model.event;

import dev.sallyport.base.model.source.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of the log, before it has an index. One record per [Verb]; what is not here cannot be
/// logged, so it cannot be done. Codes are the stable identifiers of refusals, never free text:
/// what
/// people write is [Personal].
public sealed interface Event {

  /// The field of a reason that a person wrote, in commitments.
  String REASON = "reason";

  Facts facts();

  /// What a person gave as reason, where the event has one.
  default @Nullable Personal reason() {
    return null;
  }

  default Verb verb() {
    return EventWriter.verb(this);
  }

  record IdentityVerified(Facts facts) implements Event {}

  record IdentityRejected(Facts facts, String code) implements Event {}

  record EvidenceAccepted(Facts facts, Digest evidence) implements Event {}

  record EvidenceRejected(Facts facts, Digest evidence, String code) implements Event {}

  record DefinitionChanged(Facts facts, Digest definition, @Nullable Digest before)
      implements Event {}

  record ApprovalGranted(Facts facts, Digest approval) implements Event {}

  record ApprovalWithdrawn(Facts facts, Digest approval) implements Event {}

  record ExceptionGranted(Facts facts, Digest exception) implements Event {}

  record ExceptionUsed(Facts facts, Digest exception) implements Event {}

  record ExceptionExpired(Facts facts, Digest exception) implements Event {}

  record FreezeOpened(Facts facts, String freeze, @Nullable Personal reason) implements Event {}

  record FreezeClosed(Facts facts, String freeze, @Nullable Personal reason) implements Event {}

  record PolicyPublished(Facts facts, Digest policy) implements Event {}

  record PolicyActivated(Facts facts, Digest policy) implements Event {}

  /// @param input digest of the canonical document that was decided on
  /// @param decision digest of the decision
  record DecisionMade(Facts facts, Verdict verdict, Digest input, Digest decision, List<Reason> why)
      implements Event {
    public DecisionMade {
      why = List.copyOf(why);
    }
  }

  record CredentialIssued(Facts facts, Grant result) implements Event {}

  record CredentialRefused(Facts facts, String code) implements Event {}

  record CredentialRevoked(Facts facts, String credential, String code) implements Event {}

  record CredentialExpired(Facts facts, String credential) implements Event {}

  /// Something runs somewhere: told from outside, whoever let it in.
  record DeployObserved(Facts facts, @Nullable Personal reason) implements Event {}

  record BreakglassOpened(Facts facts, Personal reason) implements Event {}

  record BreakglassReviewed(Facts facts, Personal reason) implements Event {}

  record LogCheckpoint(Facts facts, long size, Digest root) implements Event {}

  record LogCosigned(Facts facts, long size, String witness) implements Event {}

  /// Entries that somebody should have and has not.
  ///
  /// @param from first index
  /// @param to the index after the last one
  record LogGap(Facts facts, long from, long to) implements Event {}

  record AdminChanged(Facts facts, String setting, Digest value) implements Event {}

  /// @param query digest of what was asked; the question may name people
  record AuditRead(Facts facts, Digest query) implements Event {}

  record AuditExported(Facts facts, long from, long to) implements Event {}

  /// @param index of the first entry that the sink has not got
  record SinkLagging(Facts facts, String sink, long index) implements Event {}

  record SinkRecovered(Facts facts, String sink, long index) implements Event {}

  /// The commit of this entry deletes the values.
  ///
  /// @param commitments of the values that were deleted
  record PersonalErased(Facts facts, List<String> commitments, @Nullable Personal reason)
      implements Event {

    /// So many fit into an entry.
    public static final int MAX_VALUES = 500;

    public PersonalErased {
      commitments = List.copyOf(commitments);
    }

    public PersonalErased(Facts facts, List<String> commitments) {
      this(facts, commitments, null);
    }
  }
}
