package dev.sallyport.scan.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every edit at every mapping of every sample does what it says and, by the proof in
/// [Sample#apply], nothing else.
final class YamlEditsPropertyTest {
  private static final List<String> SAMPLES =
      List.of(
          """
          # licence
          name: "x"   # y

          on:
            push: {branches: [main], paths: ['a', "b"]}
            # pull_request:

          env: &env
            A: 1

          jobs:
            a:
              runs-on: x
              env: *env # shared
              steps:
              - uses: a/b@v1 # v1
              -   name: c
                  run: |+
                    echo "${{ a }}"

                      more

              # a comment
              - run: >-
                  one
                  two
                with:

                  x: y
            # job
            b:
              needs: [a]   # flow
              steps: [{run: x}, {uses: y, with: {z: w,}}]
          # end
          """,
          """
          {"on": "push", "jobs": {
            "a": {"runs-on": "x", "steps": [
              {"run": "echo", "env": {}},
              {
                "uses": "y", # z
                "with": {"v": 1}
              }
            ]}
          }}
          """,
          "a:\n- b: c\n  d:\n  - e\n  - f: g\n    h: |\n     i\n\n\n# j\nk:\n",
          "? a\n: b\n? c\n: d: e\n  f: g\n",
          "---\na: &x\n  !!map\n  # c\n  b: c\nd: [ {e: f}, *x ]\n...\n",
          "a:\n        b:\n            c: d # e\n\n            # f\n        # g\n    # h\ni: 'j\n\n  k'\n");

  static Stream<String> samples() {
    return SAMPLES.stream().flatMap(s -> Stream.of(s, s.replace("\n", "\r\n"), s.stripTrailing()));
  }

  private static Map<String, YamlMapping> mappings(YamlNode root) {
    Map<String, YamlMapping> found = new LinkedHashMap<>();
    collect("", root, found);
    return found;
  }

  private static void collect(String path, YamlNode node, Map<String, YamlMapping> found) {
    switch (node) {
      case YamlMapping mapping -> {
        found.put(path, mapping);
        for (YamlEntry entry : mapping.entries()) {
          collect(join(path, entry.key().value()), entry.value(), found);
        }
      }
      case YamlSequence sequence -> {
        for (int i = 0; i < sequence.items().size(); i++) {
          collect(join(path, i + ""), sequence.items().get(i), found);
        }
      }
      case YamlScalar _ -> {}
    }
  }

  private static String join(String path, String step) {
    return path.isEmpty() ? step : path + "/" + step;
  }

  private static List<Place> places(YamlMapping mapping) {
    List<Place> places = new ArrayList<>(List.of(Place.atEnd()));
    for (YamlEntry entry : mapping.entries()) {
      places.add(Place.before(entry.key().value()));
      places.add(Place.after(entry.key().value()));
    }
    return places;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void insertions(String text) {
    int done = 0;
    for (String path : mappings(new Sample(text).root).keySet()) {
      for (Place place : places(new Sample(text).mapping(path))) {
        Sample sample = new Sample(text);
        NewValue value = NewValue.mapping("in", NewValue.of("side: x"));
        Optional<List<Edit>> edits =
            sample.edits.insertEntry(sample.mapping(path), place, "new", value);
        if (edits.isEmpty()) {
          assertThat(
                  sample.edits.refused(sample.mapping(path))
                      || text.startsWith("? a") && path.isEmpty())
              .isTrue();
          continue;
        }
        Sample after = new Sample(sample.apply(edits.get()));
        assertThat(after.scalar(join(path, "new/in")).value()).isEqualTo("side: x");
        assertThat(after.edits.insertEntry(after.mapping(path), place, "new", value)).isEmpty();
        done++;
      }
    }
    assertThat(done).isPositive();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void replacements(String text) {
    int done = 0;
    for (Map.Entry<String, YamlMapping> at : mappings(new Sample(text).root).entrySet()) {
      for (YamlEntry entry : at.getValue().entries()) {
        for (NewValue value :
            List.of(NewValue.of("v"), NewValue.mapping("v", NewValue.sequence(List.of("a"))))) {
          Sample sample = new Sample(text);
          String key = entry.key().value();
          Optional<List<Edit>> edits =
              sample.edits.replaceBlock(sample.mapping(at.getKey()), key, value);
          if (edits.isEmpty()) {
            continue;
          }
          Sample after = new Sample(sample.apply(edits.get()));
          boolean mapping = value instanceof NewValue.Mapping;
          String path = join(at.getKey(), key);
          assertThat(after.scalar(mapping ? path + "/v/0" : path).value())
              .isEqualTo(mapping ? "a" : "v");
          done++;
        }
      }
    }
    assertThat(done).isPositive();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void removals(String text) {
    int done = 0;
    for (Map.Entry<String, YamlMapping> at : mappings(new Sample(text).root).entrySet()) {
      for (YamlEntry entry : at.getValue().entries()) {
        Sample sample = new Sample(text);
        String key = entry.key().value();
        Optional<List<Edit>> edits =
            sample.edits.removeEntry(sample.mapping(at.getKey()), key, Emptied.BRACES);
        if (edits.isPresent()) {
          Sample after = new Sample(sample.apply(edits.get()));
          assertThat(after.mapping(at.getKey()).get(key)).isEmpty();
          done++;
        }
      }
    }
    assertThat(done).isPositive();
  }
}
