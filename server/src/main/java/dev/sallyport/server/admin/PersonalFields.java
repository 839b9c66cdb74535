package dev.sallyport.server.admin;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.control.audit.Search;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an entry says about people, by field: the values that are still there, and which were
/// erased.
final class PersonalFields {

  private final SortedMap<String, Optional<String>> values = new TreeMap<>();

  PersonalFields(Event event, Search.Found found) {
    if (event.facts().who() instanceof Actor.Human human) {
      put(Actor.SUBJECT, human.subject(), found);
    }
    put(Facts.ADDRESS, event.facts().from().address(), found);
    put(Event.REASON, event.reason(), found);
  }

  private void put(String field, @Nullable Personal stated, Search.Found found) {
    if (stated != null) {
      values.put(
          field,
          found.personal().stream()
              // Both, since somebody may have edited what lies beside the log.
              .filter(known -> known.commitment().equals(stated.commitment()) && known.matches())
              .map(Personal.Known::value)
              .findFirst());
    }
  }

  /// By field, in the order of their names; empty for what was erased.
  SortedMap<String, Optional<String>> values() {
    return values;
  }

  /// For a field that the entry has.
  String shown(String field) {
    return values.getOrDefault(field, Optional.empty()).orElse("erased");
  }
}
