package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/// Comments behind a value.
final class Comments {
  private final Layout layout;
  private final String path;

  Comments(Layout layout, String path) {
    this.layout = layout;
    this.path = path;
  }

  Optional<List<Edit>> append(YamlNode node, String comment) {
    boolean block = node instanceof YamlScalar scalar && scalar.style().block();
    boolean severalLines = comment.chars().anyMatch(c -> c < ' ');
    int end = node.span().end();
    int lineEnd = layout.lineEnd(end);
    int at = end;
    // Inside { } only what closes it may follow: a comment must not seem to speak of a neighbour.
    while (at < lineEnd && " \t}],".indexOf(layout.text().charAt(at)) >= 0) {
      at++;
    }
    if (block || severalLines || (at < lineEnd && layout.text().charAt(at) != '#')) {
      return Optional.empty();
    }
    if (at == lineEnd) {
      // Blanks at the end of the line would end up between the value and the comment.
      int from = at;
      while (from > end && layout.blank(from - 1, from)) {
        from--;
      }
      return Optional.of(List.of(edit(from, lineEnd, " # " + comment)));
    }
    int token = versionEnd(layout.text().substring(at, lineEnd));
    return Optional.of(
        List.of(
            token > 0 ? edit(at, at + token, "# " + comment) : edit(at, at, "# " + comment + " ")));
  }

  /// Length of the version that a comment begins with, `#` included; 0 when it does not.
  static int versionEnd(String comment) {
    int at = 1;
    while (at < comment.length() && comment.charAt(at) == ' ') {
      at++;
    }
    int end = comment.indexOf(' ', at);
    String word = comment.substring(at, end < 0 ? comment.length() : end);
    return version(word) ? at + word.length() : 0;
  }

  /// `v4`, `4.1`, `tag=v4.1.1`, `pin@v4`, `ratchet:actions/checkout@v4`, `actions/checkout@v4`.
  private static boolean version(String word) {
    int from = Math.max(word.lastIndexOf('@'), word.lastIndexOf('=')) + 1;
    String bare = word.substring(from);
    if (bare.startsWith("v") || bare.startsWith("V")) {
      bare = bare.substring(1);
    }
    return !bare.isEmpty()
        && Character.isDigit(bare.charAt(0))
        && bare.chars().allMatch(c -> Character.isLetterOrDigit(c) || ".-+_".indexOf(c) >= 0);
  }

  private Edit edit(int start, int end, String text) {
    return new Edit(path, new Span(start, end), text);
  }
}
