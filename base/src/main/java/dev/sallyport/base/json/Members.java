package dev.sallyport.base.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/// Takes the members of an object one by one and, in [#end], refuses those that nobody took: what
/// is
/// not understood is not skipped.
public final class Members {

  private final String path;
  private final Json.Obj object;
  private final Set<String> taken = new HashSet<>();

  private Members(String path, Json.Obj object) {
    this.path = path;
    this.object = object;
  }

  public static Members of(String path, Json value) {
    if (value instanceof Json.Obj object) {
      return new Members(path, object);
    }
    throw new MalformedJson("%s: an object expected".formatted(path));
  }

  public boolean has(String name) {
    return object.members().containsKey(name);
  }

  public Json value(String name) {
    return find(name).orElseThrow(() -> malformed(name, "missing"));
  }

  public Optional<Json> find(String name) {
    taken.add(name);
    return Optional.ofNullable(object.members().get(name));
  }

  public String text(String name, Predicate<String> valid) {
    return asText(name, value(name), valid);
  }

  public Optional<String> findText(String name, Predicate<String> valid) {
    return find(name).map(value -> asText(name, value, valid));
  }

  public long number(String name, LongPredicate valid) {
    if (value(name) instanceof Json.Int(long number) && valid.test(number)) {
      return number;
    }
    throw malformed(name, "not the number expected");
  }

  public Members object(String name) {
    return of(path + "." + name, value(name));
  }

  public Optional<Members> findObject(String name) {
    return find(name).map(value -> of(path + "." + name, value));
  }

  /// @param item reads one; its messages say which
  public <T> List<T> list(String name, int limit, Function<Json, T> item) {
    if (!(value(name) instanceof Json.Arr(List<Json> items)) || items.size() > limit) {
      throw malformed(name, "an array of at most %d expected".formatted(limit));
    }
    var list = new ArrayList<T>(items.size());
    items.forEach(value -> list.add(item.apply(value)));
    return list;
  }

  public void end() {
    var rest = new TreeSet<>(object.members().keySet());
    rest.removeAll(taken);
    if (!rest.isEmpty()) {
      throw new MalformedJson("%s: unknown member %s".formatted(path, rest.first()));
    }
  }

  public String path() {
    return path;
  }

  private String asText(String name, Json value, Predicate<String> valid) {
    if (value instanceof Json.Str(String text) && valid.test(text)) {
      return text;
    }
    throw malformed(name, "not the text expected");
  }

  private MalformedJson malformed(String name, String what) {
    return new MalformedJson("%s.%s: %s".formatted(path, name, what));
  }
}
