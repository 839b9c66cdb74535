package dev.sallyport.control.identity.federation;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads the JSON of tokens and key sets: UTF-8, no member twice, no lone surrogate and no NUL,
/// nothing after the object, bounded in depth and number of values.
final class ValueReader {

  private static final int DEEPEST = 20;
  private static final int MOST_VALUES = 2_000;
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(40).build())
          .build();

  /// What is wrong with a document; never its content.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private final JsonParser parser;
  private int values;

  private ValueReader(JsonParser parser) {
    this.parser = parser;
  }

  /// @param bytes of bounded length
  static Value.Members read(byte[] bytes) throws Malformed {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new Malformed("not UTF-8");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed("no JSON object");
      }
      Value.Members object = new ValueReader(parser).object();
      if (parser.nextToken() != null) {
        throw new Malformed("something after the JSON object");
      }
      return object;
    } catch (JacksonException _) {
      throw new Malformed("no strict JSON, or deeper than %d".formatted(DEEPEST));
    }
  }

  private Value.Members object() throws Malformed {
    Map<String, Value> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = checked(parser.currentName());
      parser.nextToken();
      members.put(name, value());
    }
    return new Value.Members(members);
  }

  private Value.Items array() throws Malformed {
    List<Value> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new Value.Items(items);
  }

  private Value value() throws Malformed {
    if (++values > MOST_VALUES) {
      throw new Malformed("more than %d values".formatted(MOST_VALUES));
    }
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new Malformed("the JSON ends in the middle");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Value.Text(checked(parser.getString()));
      case VALUE_NUMBER_INT -> whole();
      case VALUE_TRUE -> new Value.Truth(true);
      case VALUE_FALSE -> new Value.Truth(false);
      default -> new Value.Other(parser.getString());
    };
  }

  private Value whole() {
    BigInteger number = parser.getBigIntegerValue();
    return number.abs().compareTo(MOST) <= 0
        ? new Value.Whole(number.longValueExact())
        : new Value.Other(parser.getString());
  }

  private static String checked(String text) throws Malformed {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new Malformed("NUL in a text");
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new Malformed("a lone surrogate in a text");
      }
    }
    return text;
  }
}
