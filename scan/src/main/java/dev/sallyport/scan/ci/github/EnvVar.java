package dev.sallyport.scan.ci.github;

import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlScalar;

/// A name with a value: an environment variable, an input under `with:`, an output.
public record EnvVar(YamlScalar key, Text value, YamlEntry entry) {

  public String name() {
    return key.value();
  }
}
