package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Text to parse and where each of its characters comes from in the whole script. The two differ
/// where escapes were taken out first: in backticks and in code handed to `bash -c` or `eval`.
final class Source {
  /// Stands for an expansion of the outer shell in code that is re-parsed. Meaningful only at the
  /// offsets in `spliced`, so the character may also occur in a script.
  private static final char SPLICE = '\uE000';

  final String text;
  final String script;
  private final int shift;
  private final int @Nullable [] starts;
  private final int @Nullable [] ends;
  private final Map<Integer, WordPart> spliced;

  private Source(
      String text,
      String script,
      int shift,
      int @Nullable [] starts,
      int @Nullable [] ends,
      Map<Integer, WordPart> spliced) {
    this.text = text;
    this.script = script;
    this.shift = shift;
    this.starts = starts;
    this.ends = ends;
    this.spliced = spliced;
  }

  static Source of(String script) {
    return new Source(script, script, 0, null, null, Map.of());
  }

  /// A part of this source as a source of its own.
  Source slice(int from, int to) {
    if (starts == null || ends == null) {
      return new Source(text.substring(from, to), script, shift + from, null, null, Map.of());
    }
    Map<Integer, WordPart> inside = new HashMap<>();
    spliced.forEach(
        (at, part) -> {
          if (at >= from && at < to) {
            inside.put(at - from, part);
          }
        });
    return new Source(
        text.substring(from, to),
        script,
        0,
        Arrays.copyOfRange(starts, from, to + 1),
        Arrays.copyOfRange(ends, from, to + 1),
        inside);
  }

  /// The parts of words, quotes taken away, as code: what `eval` and `sh -c` see.
  static Source ofWords(List<Word> words, String script) {
    Builder builder = new Builder(script);
    for (Word word : words) {
      if (word != words.getFirst()) {
        builder.add(' ', word.span().start(), word.span().start());
      }
      word.forEach((part, _) -> builder.add(part));
    }
    return builder.build();
  }

  Span span(int from, int to) {
    if (starts == null || ends == null) {
      return new Span(from + shift, to + shift);
    }
    int start = starts[from];
    return new Span(start, from == to ? start : Math.max(start, ends[to - 1]));
  }

  @Nullable WordPart spliced(int at) {
    return spliced.isEmpty() ? null : spliced.get(at);
  }

  /// Collects characters with their origin.
  static final class Builder {
    private final String script;
    private final StringBuilder text = new StringBuilder();
    private final List<Span> origins = new ArrayList<>();
    private final Map<Integer, WordPart> spliced = new HashMap<>();

    Builder(String script) {
      this.script = script;
    }

    void add(char c, int start, int end) {
      text.append(c);
      origins.add(new Span(start, Math.max(start, end)));
    }

    void add(WordPart part) {
      Span span = part.span();
      if (part instanceof WordPart.Literal(var _, String value)) {
        // An escape is a literal of its own: all its characters come from all of its span.
        boolean exact = value.length() == span.length();
        for (int i = 0; i < value.length(); i++) {
          int start = exact ? span.start() + i : span.start();
          add(value.charAt(i), start, exact ? start + 1 : span.end());
        }
      } else {
        spliced.put(text.length(), part);
        add(SPLICE, span.start(), span.end());
      }
    }

    Source build() {
      int[] starts = new int[origins.size() + 1];
      int[] ends = new int[origins.size() + 1];
      for (int i = 0; i < origins.size(); i++) {
        starts[i] = origins.get(i).start();
        ends[i] = origins.get(i).end();
      }
      int last = origins.isEmpty() ? 0 : origins.getLast().end();
      starts[origins.size()] = last;
      ends[origins.size()] = last;
      return new Source(text.toString(), script, 0, starts, ends, spliced);
    }
  }
}
