package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.LineIndex;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// YAML 1.2 text to nodes, from the events of snakeyaml-engine. Never throws on bad input; bounded
/// by [YamlLimits]; a document that only becomes large through its aliases is refused.
public final class YamlParser {
  private static final int LEAST_BUFFER = 1024;

  private final String text;
  private final YamlLimits limits;
  private final ParserImpl events;
  private final int @Nullable [] charOffsets;
  private final Map<String, YamlNode> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final List<YamlResult.Note> notes = new ArrayList<>();
  private final Map<String, Integer> heights = new HashMap<>();
  private int nodes;
  // Of the node read last: where its text ends (an alias ends where `*name` does) and how deep a
  // walk below it goes.
  private int lastEnd;
  private int lastHeight;

  private YamlParser(String text, YamlLimits limits) {
    this.text = text;
    this.limits = limits;
    LoadSettings settings = settings(text);
    this.events = new ParserImpl(settings, new StreamReader(settings, text));
    this.charOffsets = charOffsets(text);
  }

  /// The reader copies all that it still holds whenever its buffer runs dry, which takes square
  /// time for one long token; a buffer for the whole text never does.
  private static LoadSettings settings(String text) {
    return LoadSettings.builder()
        .setUseMarks(true)
        .setParseComments(false)
        .setCodePointLimit(Integer.MAX_VALUE)
        .setBufferSize(Math.max(LEAST_BUFFER, text.length() + 1))
        .build();
  }

  public static YamlResult parse(String text) {
    return parse(text, YamlLimits.DEFAULT);
  }

  public static YamlResult parse(String text, YamlLimits limits) {
    int half = halfPair(text);
    if (half >= 0) {
      // YAML 1.2.2, section 5.1: no surrogates. The engine's reader overruns its buffer on some.
      return new YamlResult.Bad(LineIndex.of(text).line(half), "half a surrogate pair");
    }
    try {
      return new YamlParser(text, limits).document();
    } catch (Refused refused) {
      return new YamlResult.Bad(refused.line, refused.reason);
    } catch (YamlEngineException broken) {
      return YamlTrouble.of(text, broken);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException _) {
      // The library's own defects on odd input must not stop a scan.
      return new YamlResult.Bad(0, "it cannot be read");
    }
  }

  /// Offset of the first surrogate without its partner, -1 when there is none.
  private static int halfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }

  private YamlResult document() throws Refused {
    YamlNode root = null;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> {
          if (root != null) {
            notes.add(note(event, "a second document; only the first one counts"));
            return new YamlResult.Ok(root, notes);
          }
        }
        case Scalar, MappingStart, SequenceStart, Alias -> root = node(event, 0);
        default -> {}
      }
    }
    return new YamlResult.Ok(root, notes);
  }

  private YamlNode node(Event event, int depth) throws Refused {
    if (depth > limits.depth()) {
      throw refuse(event, "nested deeper than " + limits.depth() + " levels");
    }
    if (++nodes > limits.nodes()) {
      throw refuse(event, "more than " + limits.nodes() + " nodes");
    }
    if (event instanceof AliasEvent alias) {
      return resolve(alias, depth);
    }
    @Nullable String anchor = anchorOf((NodeEvent) event);
    if (anchor != null) {
      open.add(anchor);
    }
    YamlNode node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case CollectionStartEvent start when start.getEventId() == Event.ID.MappingStart ->
              mapping(start, depth);
          case CollectionStartEvent start -> sequence(start, depth);
          default -> throw refuse(event, "unexpected " + event.getEventId());
        };
    if (node.expandedSize() > limits.expanded()) {
      throw refuse(event, "aliases expand it to more than " + limits.expanded() + " nodes");
    }
    if (anchor != null) {
      open.remove(anchor);
      anchors.put(anchor, node);
      heights.put(anchor, lastHeight);
    }
    return node;
  }

  private static @Nullable String anchorOf(NodeEvent event) {
    return event.getAnchor().map(Object::toString).orElse(null);
  }

  private YamlNode resolve(AliasEvent alias, int depth) throws Refused {
    String name = alias.getAlias().toString();
    if (open.contains(name)) {
      throw refuse(alias, "alias *" + name + " lies inside its own anchor");
    }
    YamlNode node = anchors.get(name);
    if (node == null) {
      throw refuse(alias, "alias *" + name + " has no anchor before it");
    }
    lastHeight = heights.getOrDefault(name, 0);
    if (depth + lastHeight > limits.depth()) {
      throw refuse(alias, "aliases nest it deeper than " + limits.depth() + " levels");
    }
    lastEnd = offset(alias.getEndMark());
    return node;
  }

  private YamlScalar scalar(ScalarEvent event) {
    boolean properties = event.getAnchor().isPresent() || event.getTag().isPresent();
    Span span = span(event, event, properties);
    if (event.getValue().isEmpty() && event.isPlain()) {
      span = nothing(span);
    }
    lastEnd = span.end();
    lastHeight = 0;
    return new YamlScalar(text, span, event.getValue(), style(event.getScalarStyle()));
  }

  /// A value that is not written stands behind its colon, dash or anchor, not at the next token.
  private Span nothing(Span span) {
    int at = span.end();
    while (at > 0 && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return new Span(at, at);
  }

  private YamlMapping mapping(CollectionStartEvent start, int depth) throws Refused {
    List<YamlEntry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long size = 1;
    int height = 0;
    Event event = events.next();
    for (; event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
      YamlNode key = node(event, depth + 1);
      height = Math.max(height, lastHeight + 1);
      YamlNode value = node(events.next(), depth + 1);
      height = Math.max(height, lastHeight + 1);
      size += 1L + value.expandedSize();
      if (!(key instanceof YamlScalar name)) {
        notes.add(note(event, "a " + key.kind() + " as a key"));
        continue;
      }
      if (!seen.add(name.value())) {
        notes.add(note(event, "key '" + name.value() + "' is given twice"));
      }
      entries.add(new YamlEntry(name, value));
    }
    Span span = collection(start, event, height);
    return new YamlMapping(span, entries, start.isFlow(), saturate(size));
  }

  private YamlSequence sequence(CollectionStartEvent start, int depth) throws Refused {
    List<YamlNode> items = new ArrayList<>();
    long size = 1;
    int height = 0;
    Event event = events.next();
    for (; event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
      YamlNode item = node(event, depth + 1);
      height = Math.max(height, lastHeight + 1);
      size += item.expandedSize();
      items.add(item);
    }
    Span span = collection(start, event, height);
    return new YamlSequence(span, items, start.isFlow(), saturate(size));
  }

  /// A block collection's end mark lies at the next token, behind blank lines and comments: it ends
  /// where its last item does, and so does the pair in `[a: b]`. Braces tell by themselves.
  private Span collection(CollectionStartEvent start, Event end, int height) {
    boolean properties = start.getAnchor().isPresent() || start.getTag().isPresent();
    Span whole = span(start, end, properties);
    boolean braces = start.isFlow() && isOpening(whole.start());
    if (!braces && height > 0) {
      whole = new Span(Math.min(whole.start(), lastEnd), lastEnd);
    }
    lastEnd = whole.end();
    lastHeight = height;
    return whole;
  }

  private boolean isOpening(int at) {
    return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private int saturate(long size) {
    return (int) Math.min(size, Integer.MAX_VALUE / 2);
  }

  private Span span(Event from, Event to, boolean properties) {
    int first = offset(from.getStartMark());
    int end = Math.max(first, offset(to.getEndMark()));
    int start = properties ? behindProperties(first, end) : first;
    boolean block =
        from instanceof ScalarEvent scalar
            && (scalar.getScalarStyle() == ScalarStyle.LITERAL
                || scalar.getScalarStyle() == ScalarStyle.FOLDED);
    // A block scalar's end mark may lie on the next token's line, behind its indentation.
    while (block && end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return new Span(start, end);
  }

  /// A node begins behind its anchor and tag, which may stand on lines above it.
  private int behindProperties(int from, int end) {
    int at = from;
    boolean anchor = false;
    boolean tag = false;
    while (at < end) {
      char c = text.charAt(at);
      if (c == '&' && !anchor || c == '!' && !tag) {
        anchor |= c == '&';
        tag |= c == '!';
        while (at < end && !isBlank(text.charAt(at))) {
          at++;
        }
      } else if (c == '#') {
        while (at < end && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
          at++;
        }
      } else if (isBlank(c)) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private int offset(Optional<Mark> mark) {
    int index = mark.map(Mark::getIndex).orElse(0);
    int at = charOffsets == null ? index : charOffsets[Math.min(index, charOffsets.length - 1)];
    return Math.min(at, text.length());
  }

  /// Marks count code points; texts count UTF-16 units. Null where both are the same.
  private static int @Nullable [] charOffsets(String text) {
    int points = text.codePointCount(0, text.length());
    if (points == text.length()) {
      return null;
    }
    int[] offsets = new int[points + 1];
    int at = 0;
    for (int i = 0; i < points; i++) {
      offsets[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    offsets[points] = at;
    return offsets;
  }

  private static YamlScalar.Style style(ScalarStyle style) {
    return switch (style) {
      case SINGLE_QUOTED -> YamlScalar.Style.SINGLE_QUOTED;
      case DOUBLE_QUOTED -> YamlScalar.Style.DOUBLE_QUOTED;
      case LITERAL -> YamlScalar.Style.LITERAL;
      case FOLDED -> YamlScalar.Style.FOLDED;
      case PLAIN, JSON_SCALAR_STYLE -> YamlScalar.Style.PLAIN;
    };
  }

  private YamlResult.Note note(Event event, String message) {
    Span span = span(event, event, false);
    return new YamlResult.Note(span.start(), span.length(), message);
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(m -> m.getLine() + 1).orElse(0);
  }

  private static Refused refuse(Event event, String reason) {
    return new Refused(line(event.getStartMark()), reason);
  }

  /// A limit was met. Carries no stack trace: it is an outcome, not a defect.
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String reason;

    Refused(int line, String reason) {
      super(reason, null, false, false);
      this.line = line;
      this.reason = reason;
    }
  }
}
