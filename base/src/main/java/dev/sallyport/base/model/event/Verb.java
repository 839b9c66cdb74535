package dev.sallyport.base.model.event;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything that an entry of the log can be about. The list is closed and names are never reused:
/// a reader of version 1 knows them all.
public enum Verb {
  IDENTITY_VERIFIED("identity.verified"),
  IDENTITY_REJECTED("identity.rejected"),
  EVIDENCE_ACCEPTED("evidence.accepted"),
  EVIDENCE_REJECTED("evidence.rejected"),
  DEFINITION_CHANGED("definition.changed"),
  APPROVAL_GRANTED("approval.granted"),
  APPROVAL_WITHDRAWN("approval.withdrawn"),
  EXCEPTION_GRANTED("exception.granted"),
  EXCEPTION_USED("exception.used"),
  EXCEPTION_EXPIRED("exception.expired"),
  FREEZE_OPENED("freeze.opened"),
  FREEZE_CLOSED("freeze.closed"),
  POLICY_PUBLISHED("policy.published"),
  POLICY_ACTIVATED("policy.activated"),
  DECISION_MADE("decision.made"),
  CREDENTIAL_ISSUED("credential.issued"),
  CREDENTIAL_REFUSED("credential.refused"),
  CREDENTIAL_REVOKED("credential.revoked"),
  CREDENTIAL_EXPIRED("credential.expired"),
  DEPLOY_OBSERVED("deploy.observed"),
  BREAKGLASS_OPENED("breakglass.opened"),
  BREAKGLASS_REVIEWED("breakglass.reviewed"),
  LOG_CHECKPOINT("log.checkpoint"),
  LOG_COSIGNED("log.cosigned"),
  LOG_GAP("log.gap"),
  ADMIN_CHANGED("admin.changed"),
  AUDIT_READ("audit.read"),
  AUDIT_EXPORTED("audit.exported"),
  SINK_LAGGING("sink.lagging"),
  SINK_RECOVERED("sink.recovered"),
  PERSONAL_ERASED("personal.erased");

  private static final Map<String, Verb> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(Verb::text, Function.identity()));

  private final String text;

  Verb(String text) {
    this.text = text;
  }

  /// The name as entries have it.
  public String text() {
    return text;
  }

  public static Optional<Verb> of(String text) {
    return Optional.ofNullable(BY_NAME.get(text));
  }
}
