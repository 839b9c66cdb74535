package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Foreign values in a job's matrix (GitHub docs, "Running variations of jobs in a workflow").
final class MatrixFlow {
  private final Scope scope;
  private final SourceText file;

  private MatrixFlow(Scope scope, SourceText file) {
    this.scope = scope;
    this.file = file;
  }

  static void follow(Scope scope, SourceText file, YamlNode matrix) {
    MatrixFlow flow = new MatrixFlow(scope, file);
    switch (matrix) {
      case YamlMapping mapping -> flow.mapping(mapping);
      // The whole matrix is one expression: any name may be in it.
      case YamlScalar scalar -> flow.any(scalar, Set.of());
      case YamlSequence _ -> {}
    }
  }

  private void mapping(YamlMapping matrix) {
    Set<String> fixed = new HashSet<>();
    for (YamlEntry entry : matrix.entries()) {
      if (!entry.key().value().equals("include") && !entry.key().value().equals("exclude")) {
        fixed.add(entry.key().value());
        named(entry);
      }
    }
    matrix.entry("include").ifPresent(include -> include(include.value(), fixed));
  }

  /// `include:` adds names. Which, an expression does not tell; of those that stand beside it the
  /// repository set the values, and adds to them here at most.
  private void include(YamlNode include, Set<String> fixed) {
    switch (include) {
      case YamlScalar scalar -> any(scalar, fixed);
      case YamlSequence list -> {
        for (YamlNode item : list.items()) {
          switch (item) {
            case YamlMapping mapping -> mapping.entries().forEach(this::named);
            case YamlScalar scalar -> any(scalar, fixed);
            case YamlSequence _ -> {}
          }
        }
      }
      case YamlMapping _ -> {}
    }
  }

  private void named(YamlEntry entry) {
    List<Taint> taints = List.of();
    for (YamlScalar scalar : scalars(entry.value())) {
      taints = Taint.merge(taints, scope.of(file, Text.of(scalar)));
    }
    scope.matrix(entry.key().value(), taints);
  }

  private void any(YamlScalar scalar, Set<String> fixed) {
    scope.matrixOfAnyName(scope.of(file, Text.of(scalar)), fixed);
  }

  private static List<YamlScalar> scalars(YamlNode node) {
    List<YamlScalar> out = new ArrayList<>();
    switch (node) {
      case YamlScalar scalar -> {
        if (scalar.value().contains("${{")) {
          out.add(scalar);
        }
      }
      case YamlMapping mapping -> mapping.entries().forEach(e -> out.addAll(scalars(e.value())));
      case YamlSequence list -> list.items().forEach(item -> out.addAll(scalars(item)));
    }
    return out;
  }
}
