package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlParser;
import dev.sallyport.scan.syntax.yaml.YamlResult;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.List;

/// A YAML text with its nodes and edits.
final class Sample {
  final String text;
  final YamlNode root;
  final YamlEdits edits;

  Sample(String text) {
    this.text = text;
    this.root = parse(text);
    this.edits = YamlEdits.of(new SourceText("a.yml", text, ""), root);
  }

  static YamlNode parse(String text) {
    return switch (YamlParser.parse(text)) {
      case YamlResult.Ok ok when ok.root() != null -> ok.root();
      case YamlResult.Ok _ -> throw new AssertionError("empty: " + text);
      case YamlResult.Bad bad -> throw new AssertionError(bad + "\n" + text);
    };
  }

  /// Follows keys and item numbers: `jobs/a/steps/0`.
  YamlNode at(String path) {
    YamlNode at = root;
    for (String step : path.isEmpty() ? new String[0] : path.split("/")) {
      at =
          switch (at) {
            case YamlMapping mapping -> mapping.get(step).orElseThrow();
            case YamlSequence sequence -> sequence.items().get(Integer.parseInt(step));
            case YamlScalar _ -> throw new AssertionError("nothing below a scalar: " + step);
          };
    }
    return at;
  }

  YamlMapping mapping(String path) {
    return (YamlMapping) at(path);
  }

  YamlScalar scalar(String path) {
    return (YamlScalar) at(path);
  }

  /// The new text, having proved that it parses and that nothing else has changed.
  String apply(List<Edit> list) {
    EditSet set = new EditSet();
    list.forEach(set::add);
    List<Edit> sorted = set.sorted();
    String after = EditSet.apply(text, sorted);
    String problem = Unchanged.problem(text, after, sorted);
    if (!problem.isEmpty()) {
      throw new AssertionError(problem + "\n" + after);
    }
    return after;
  }
}
