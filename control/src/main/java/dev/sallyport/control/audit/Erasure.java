package dev.sallyport.control.audit;

import dev.sallyport.control.store.Database;
import java.util.List;

/// Finds what is kept about people, to be erased: by an [Event.PersonalErased] with what is found,
/// whose commit deletes the values.
public final class Erasure {

  private final Database database;

  public Erasure(Database database) {
    this.database = database;
  }

  /// All that the entries of a person say about people: the name, the address, the reason.
  ///
  /// @param name exactly as the entries had it
  /// @return commitments, in the order of entries
  public List<String> ofPerson(int tenant, String name) {
    return database.transaction(
        handle ->
            handle
                .createQuery(
                    """
                    select encode(commitment, 'hex') from log_personal
                    where tenant = :tenant and entry in (
                      select entry from log_personal
                      where tenant = :tenant and field = 'who.subject'
                        and md5(value) = md5(:name) and value = :name)
                    order by entry, field
                    """)
                .bind("tenant", tenant)
                .bind("name", name)
                .mapTo(String.class)
                .list());
  }

  /// All that one entry says about people.
  ///
  /// @return commitments
  public List<String> ofEntry(int tenant, long entry) {
    return database.transaction(
        handle ->
            handle
                .createQuery(
                    """
                    select encode(commitment, 'hex') from log_personal
                    where tenant = :tenant and entry = :entry order by field
                    """)
                .bind("tenant", tenant)
                .bind("entry", entry)
                .mapTo(String.class)
                .list());
  }
}
