package dev.sallyport.scan.engine;

import dev.sallyport.base.text.LineIndex;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlParser;
import dev.sallyport.scan.syntax.yaml.YamlResult;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the scalars of a document lie, for telling comments from text. They never overlap.
final class YamlScalars {
  static final YamlScalars NONE = new YamlScalars();

  private final TreeMap<Integer, YamlScalar> byStart = new TreeMap<>();

  private YamlScalars() {}

  /// Empty when the text cannot be parsed.
  static Optional<YamlScalars> of(String text) {
    return switch (YamlParser.parse(text)) {
      case YamlResult.Bad _ -> Optional.empty();
      case YamlResult.Ok(@Nullable YamlNode root, List<YamlResult.Note> _) -> {
        YamlScalars scalars = new YamlScalars();
        if (root != null) {
          scalars.collect(root, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
        yield Optional.of(scalars);
      }
    };
  }

  /// Depth is bounded by the parser; a node that aliases repeat is walked once.
  private void collect(YamlNode node, Set<YamlNode> done) {
    if (!done.add(node)) {
      return;
    }
    switch (node) {
      case YamlScalar scalar -> byStart.put(scalar.span().start(), scalar);
      case YamlSequence sequence -> sequence.items().forEach(item -> collect(item, done));
      case YamlMapping mapping -> {
        for (YamlEntry entry : mapping.entries()) {
          collect(entry.key(), done);
          collect(entry.value(), done);
        }
      }
    }
  }

  private Optional<YamlScalar> at(int offset) {
    return Optional.ofNullable(byStart.floorEntry(offset))
        .map(Map.Entry::getValue)
        .filter(scalar -> scalar.span().contains(offset));
  }

  boolean inQuotes(int offset) {
    return at(offset).filter(scalar -> scalar.style().quoted()).isPresent();
  }

  /// Whether it lies in the text of a block scalar; the rest of the line of its `|` is no text.
  boolean inBlock(int offset, int line, LineIndex lines) {
    return block(offset).filter(span -> lines.line(span.start()) < line).isPresent();
  }

  private Optional<Span> block(int offset) {
    return at(offset).filter(scalar -> scalar.style().block()).map(YamlScalar::span);
  }

  /// Whether both offsets lie in the same block scalar, or the first one in none.
  boolean sameBlock(int offset, int other) {
    return block(offset).map(span -> other < span.end()).orElse(true);
  }

  /// The block scalar whose `|` or `>` lies between two offsets.
  Optional<Span> blockStartingIn(int from, int to) {
    return byStart.subMap(from, true, to, true).values().stream()
        .filter(scalar -> scalar.style().block())
        .map(YamlScalar::span)
        .findFirst();
  }
}
