package dev.sallyport.trust.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads the files under `vectors/log`.
final class Vectors {

  /// A case: numbers, texts, booleans and lists of texts by name.
  record Case(Map<String, Object> fields) {

    boolean valid() {
      return (boolean) field("valid");
    }

    boolean has(String name) {
      return fields.containsKey(name);
    }

    long number(String name) {
      return (long) field(name);
    }

    String text(String name) {
      return (String) field(name);
    }

    List<String> texts(String name) {
      return ((List<?>) field(name)).stream().map(String.class::cast).toList();
    }

    Hash hash(String name) {
      return Hash.parseHex(text(name));
    }

    List<Hash> hashes(String name) {
      return texts(name).stream().map(Hash::parseHex).toList();
    }

    private Object field(String name) {
      Object value = fields.get(name);
      if (value == null) {
        throw new IllegalArgumentException("no " + name + " in " + fields);
      }
      return value;
    }

    @Override
    public String toString() {
      return String.valueOf(fields.getOrDefault("name", fields));
    }
  }

  private Vectors() {}

  static List<Case> read(String file) {
    Path path = Path.of(System.getProperty("sallyport.root"), "vectors", "log", file);
    var cases = new ArrayList<Case>();
    try (JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(path))) {
      json.nextToken();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        if (json.nextToken() == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            cases.add(fields(json));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (cases.isEmpty()) {
      throw new IllegalStateException("no cases in " + path);
    }
    return cases;
  }

  private static Case fields(JsonParser json) {
    var fields = new HashMap<String, Object>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      fields.put(name, value(json));
    }
    return new Case(fields);
  }

  private static Object value(JsonParser json) {
    return switch (json.nextToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_STRING -> json.getString();
      case START_ARRAY -> {
        var texts = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          texts.add(json.getString());
        }
        yield texts;
      }
      default -> throw new IllegalStateException("not in a vector: " + json.currentToken());
    };
  }
}
