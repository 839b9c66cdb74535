package dev.sallyport.scan.ci.github.knowledge;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a step hands to its action: `with` (names without regard to case) and `env`, as written,
/// with expressions left in.
public record Inputs(Map<String, String> with, Map<String, String> env) {
  public static final Inputs NONE = new Inputs(Map.of(), Map.of());

  public Inputs {
    Map<String, String> lower = HashMap.newHashMap(with.size());
    with.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    with = Map.copyOf(lower);
    env = Map.copyOf(env);
  }

  public static Inputs with(Map<String, String> with) {
    return new Inputs(with, Map.of());
  }

  Optional<String> input(String name) {
    return Optional.ofNullable(with.get(name.toLowerCase(Locale.ROOT)));
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(env.get(name));
  }
}
