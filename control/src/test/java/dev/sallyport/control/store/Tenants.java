package dev.sallyport.control.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Statements that tests use.
final class Tenants {

  private Tenants() {}

  static int add(Handle handle, String name) {
    return handle
        .createUpdate("insert into tenant (name) values (:name)")
        .bind("name", name)
        .execute();
  }

  static List<String> names(Handle handle) {
    return handle.createQuery("select name from tenant order by name").mapTo(String.class).list();
  }
}
