package dev.sallyport.scan.ci.github.knowledge;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a step hands to its action: `with` (names without regard to case) and `env`, as written,
/// with expressions left in.
public record Inputs(Map<String, String> with, Map<String, String> env) {
  public static final Inputs NONE = new Inputs(Map.of(), Map.of());

  public Inputs {
    with =
        with.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> entry.getKey().toLowerCase(Locale.ROOT),
                    Map.Entry::getValue,
                    (_, last) -> last));
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
