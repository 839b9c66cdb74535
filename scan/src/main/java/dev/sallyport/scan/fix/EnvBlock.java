package dev.sallyport.scan.fix;

import dev.sallyport.scan.syntax.expression.Template;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An `env` mapping, read once for all the steps that see it.
///
/// @param taken all names, in upper case
/// @param byExpression names whose whole value is one expression, by its key
record EnvBlock(Set<String> taken, Map<String, List<String>> byExpression) {

  static EnvBlock of(YamlMapping mapping) {
    EnvBlock block = new EnvBlock(new HashSet<>(), new HashMap<>());
    for (YamlEntry entry : mapping.entries()) {
      String name = entry.key().value();
      block.taken.add(name.toUpperCase(Locale.ROOT));
      if (entry.value() instanceof YamlScalar scalar && EnvNames.usable(name)) {
        Template.parse(scalar.value())
            .whole()
            .ifPresent(
                expr ->
                    block
                        .byExpression
                        .computeIfAbsent(expr.key(), _ -> new ArrayList<>())
                        .add(name));
      }
    }
    return block;
  }

  List<String> holding(String expression) {
    return byExpression.getOrDefault(expression, List.of());
  }
}
