package dev.sallyport.control.audit.sink;

import dev.sallyport.base.model.event.Verb;
import java.util.List;
import java.util.Optional;

/// What kind of thing happened, in the words that the Elastic Common Schema (8.17) allows.
///
/// @param category one of `event.category`
/// @param types of `event.type`, such as are expected in the category
/// @param outcome of `event.outcome`
record EcsKind(String category, List<String> types, String outcome) {

  private static final String SUCCESS = "success";
  private static final String FAILURE = "failure";

  static EcsKind of(EntryView view) {
    return Verb.of(view.verb())
        .map(verb -> of(verb, view))
        .orElse(new EcsKind("configuration", List.of("info"), "unknown"));
  }

  private static EcsKind of(Verb verb, EntryView view) {
    return switch (verb) {
      case IDENTITY_VERIFIED -> good("authentication", "start");
      case IDENTITY_REJECTED -> bad("authentication", "start");
      case EVIDENCE_ACCEPTED -> good("package", "info");
      case EVIDENCE_REJECTED -> bad("package", "info");
      case APPROVAL_GRANTED, EXCEPTION_GRANTED, CREDENTIAL_ISSUED -> good("iam", "creation");
      case APPROVAL_WITHDRAWN, EXCEPTION_EXPIRED, CREDENTIAL_REVOKED, CREDENTIAL_EXPIRED ->
          good("iam", "deletion");
      case CREDENTIAL_REFUSED -> bad("iam", "creation");
      case EXCEPTION_USED -> good("iam", "info");
      case BREAKGLASS_OPENED -> good("iam", "admin", "creation");
      case BREAKGLASS_REVIEWED -> good("iam", "admin", "info");
      case FREEZE_OPENED, POLICY_PUBLISHED -> good("configuration", "creation");
      case FREEZE_CLOSED -> good("configuration", "deletion");
      case DEFINITION_CHANGED, POLICY_ACTIVATED, ADMIN_CHANGED -> good("configuration", "change");
      case DECISION_MADE -> decision(view.text("decision"));
      case DEPLOY_OBSERVED -> good("package", "installation");
      case AUDIT_READ, AUDIT_EXPORTED -> good("database", "access");
      case LOG_CHECKPOINT, LOG_COSIGNED, SINK_RECOVERED -> good("database", "info");
      case PERSONAL_ERASED -> good("database", "change");
      case LOG_GAP, SINK_LAGGING -> bad("database", "error");
    };
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // straight from the lookup
  private static EcsKind decision(Optional<String> verdict) {
    // Absent is not allowed.
    boolean denied = verdict.isEmpty() || verdict.get().equals("deny");
    return denied ? bad("api", "denied") : good("api", "allowed");
  }

  private static EcsKind good(String category, String... types) {
    return new EcsKind(category, List.of(types), SUCCESS);
  }

  private static EcsKind bad(String category, String... types) {
    return new EcsKind(category, List.of(types), FAILURE);
  }
}
