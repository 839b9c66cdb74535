package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Verdict;

/// Whether an event may be refused for want of room. What lets something happen can wait until
/// there is room; what refuses it, takes it back or tells of the log itself is what the reserve of
/// the disk is kept for. Decided for every event, so that a new one cannot be forgotten.
enum Need {
  NEW_WORK,
  NECESSARY;

  static Need of(Event event) {
    return switch (event) {
      case Event.IdentityRejected _,
          Event.EvidenceRejected _,
          Event.ApprovalWithdrawn _,
          Event.ExceptionExpired _,
          Event.FreezeOpened _,
          Event.CredentialRefused _,
          Event.CredentialRevoked _,
          Event.CredentialExpired _,
          Event.LogCheckpoint _,
          Event.LogCosigned _,
          Event.LogGap _,
          Event.SinkLagging _,
          Event.SinkRecovered _,
          Event.PersonalErased _ ->
          NECESSARY;
      case Event.DecisionMade decision -> decision.verdict() == Verdict.DENY ? NECESSARY : NEW_WORK;
      case Event.IdentityVerified _,
          Event.EvidenceAccepted _,
          Event.DefinitionChanged _,
          Event.ApprovalGranted _,
          Event.ExceptionGranted _,
          Event.ExceptionUsed _,
          Event.FreezeClosed _,
          Event.PolicyPublished _,
          Event.PolicyActivated _,
          Event.CredentialIssued _,
          Event.DeployObserved _,
          Event.BreakglassOpened _,
          Event.BreakglassReviewed _,
          Event.AdminChanged _,
          Event.AuditRead _,
          Event.AuditExported _ ->
          NEW_WORK;
    };
  }
}
