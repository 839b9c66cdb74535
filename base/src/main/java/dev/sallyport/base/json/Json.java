package dev.sallyport.base.json;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A JSON value as it is hashed and signed: integers only, since other numbers have no form that
/// every reader agrees on (I-JSON, RFC 7493 section 2.2), and no `null`, since absent says the
/// same.
public sealed interface Json {

  /// The largest integer that every reader keeps exactly (RFC 7493 section 2.2).
  long MAX_INT = (1L << 53) - 1;

  /// @param members sorted by UTF-16 code units, the order of RFC 8785 section 3.2.3
  record Obj(SortedMap<String, Json> members) implements Json {
    public Obj {
      // A copy in natural order, whatever comparator the given map had.
      var sorted = new TreeMap<String, Json>();
      sorted.putAll(members);
      members = Collections.unmodifiableSortedMap(sorted);
    }

    public static Obj of(Map<String, Json> members) {
      return new Obj(new TreeMap<>(members));
    }
  }

  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  record Str(String value) implements Json {}

  record Int(long value) implements Json {
    public Int {
      if (value > MAX_INT || value < -MAX_INT) {
        throw new MalformedJson("the integer %d is beyond 2^53 - 1".formatted(value));
      }
    }
  }

  record Bool(boolean value) implements Json {}
}
