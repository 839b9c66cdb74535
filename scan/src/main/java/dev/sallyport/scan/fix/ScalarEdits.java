package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlScalar.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Edits inside one scalar.
final class ScalarEdits {
  private final Layout layout;
  private final String path;

  ScalarEdits(Layout layout, String path) {
    this.layout = layout;
    this.path = path;
  }

  /// The new value as it shall stand in place of the old scalar.
  static String written(YamlScalar old, String newValue, boolean flow) {
    Style style = old.style();
    if (style != Style.PLAIN) {
      return ScalarWriter.styled(newValue, style, flow);
    }
    boolean typed = old.value().isEmpty() || ScalarWriter.otherType(old.value());
    boolean bare = typed && ScalarWriter.plain(newValue, flow);
    String text = bare ? newValue : ScalarWriter.string(newValue, flow);
    // `key:` has no room for a value yet.
    return old.span().length() == 0 ? " " + text : text;
  }

  Optional<List<Edit>> inside(YamlScalar scalar, List<YamlEdits.Part> parts, boolean flow) {
    List<YamlEdits.Part> sorted =
        parts.stream()
            .sorted(Comparator.comparingInt((YamlEdits.Part part) -> part.span().start()))
            .toList();
    Optional<String> value = changed(scalar.value(), sorted);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!holds(scalar, sorted, value.get(), flow)) {
      return anew(scalar, value.get(), flow);
    }
    List<Edit> edits = new ArrayList<>();
    for (YamlEdits.Part part : sorted) {
      Optional<Span> source = place(scalar, part.span());
      if (source.isEmpty()) {
        return anew(scalar, value.get(), flow);
      }
      edits.add(new Edit(path, source.get(), encoded(scalar, source.get(), part.text())));
    }
    return Optional.of(edits);
  }

  private static Optional<String> changed(String value, List<YamlEdits.Part> parts) {
    StringBuilder out = new StringBuilder(value.length() + 32);
    int done = 0;
    for (YamlEdits.Part part : parts) {
      if (part.span().start() < done || part.span().end() > value.length()) {
        return Optional.empty();
      }
      out.append(value, done, part.span().start()).append(part.text());
      done = part.span().end();
    }
    return Optional.of(out.append(value, done, value.length()).toString());
  }

  /// Escapes make the text of a quoted scalar differ from its value, but the place is known still:
  /// the walk that mapped it has compared every character.
  private Optional<Span> place(YamlScalar scalar, Span part) {
    if (!scalar.style().quoted()) {
      return scalar.exactSource(part);
    }
    Span source = scalar.source(part);
    boolean inside = source.start() > scalar.span().start() && source.end() < scalar.span().end();
    return inside && layout.sameLine(source.start(), source.end())
        ? Optional.of(source)
        : Optional.empty();
  }

  private static boolean holds(
      YamlScalar scalar, List<YamlEdits.Part> parts, String value, boolean flow) {
    Style style = scalar.style();
    boolean breaks = parts.stream().anyMatch(part -> part.text().indexOf('\n') >= 0);
    if (breaks && style != Style.DOUBLE_QUOTED && style != Style.LITERAL) {
      return false;
    }
    return switch (style) {
      // The breaks that the value has already came from blank lines, which stay as they are.
      case PLAIN -> ScalarWriter.plain(value.replace('\n', ' '), flow);
      case SINGLE_QUOTED -> value.lines().allMatch(ScalarWriter::singleQuotable);
      case DOUBLE_QUOTED -> true;
      // The first line's own spaces would count as indentation.
      case LITERAL, FOLDED -> !value.startsWith(" ") && !value.startsWith("\t");
    };
  }

  private String encoded(YamlScalar scalar, Span source, String text) {
    return switch (scalar.style()) {
      case PLAIN, FOLDED -> text;
      case SINGLE_QUOTED -> text.replace("'", "''");
      case DOUBLE_QUOTED -> ScalarWriter.escaped(text);
      case LITERAL -> {
        int start = layout.lineStart(source.start());
        int indent = layout.skipBlanks(start) - start;
        yield text.replace("\n", layout.lineBreak() + Layout.spaces(indent));
      }
    };
  }

  /// A scalar on one line can be written as a whole in another style.
  private Optional<List<Edit>> anew(YamlScalar scalar, String value, boolean flow) {
    Span span = scalar.span();
    boolean oneLine = layout.sameLine(span.start(), span.end());
    if (!oneLine || scalar.style().block()) {
      return Optional.empty();
    }
    return Optional.of(List.of(new Edit(path, span, written(scalar, value, flow))));
  }
}
