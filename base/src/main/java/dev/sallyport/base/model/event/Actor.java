package dev.sallyport.base.model.event;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who did it.
public sealed interface Actor {

  /// @param issuer who vouched for the person; `local` for an account of the server's own machine
  /// @param subject the person, as the issuer names it; its field is [#SUBJECT]
  /// @param strength how the person proved it, such as `password`, `webauthn` or `host`
  record Human(String issuer, Personal subject, String strength) implements Actor {}

  /// A run of a pipeline or another program with an identity of its own.
  ///
  /// @param ids stable numeric ids by name, such as `repository_id`
  record Workload(String issuer, String subject, SortedMap<String, String> ids) implements Actor {
    public Workload {
      ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
    }
  }

  /// A part of Sallyport itself.
  record Part(String name) implements Actor {}

  /// The field of a person's name in commitments.
  String SUBJECT = "who.subject";
}
