package dev.sallyport.base.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {

  private static Json read(String text) {
    return JsonReader.read(text.getBytes(UTF_8), 10_000);
  }

  @Test
  void readsValues() {
    assertThat(read(" { \"b\" : [ 1 , -2 , true , false ] , \"a\" : \"x\\u0041\\n\\/\" } "))
        .isEqualTo(
            Json.Obj.of(
                Map.of(
                    "a",
                    new Json.Str("xA\n/"),
                    "b",
                    new Json.Arr(
                        List.of(
                            new Json.Int(1),
                            new Json.Int(-2),
                            new Json.Bool(true),
                            new Json.Bool(false))))));
    assertThat(read("{}")).isEqualTo(Json.Obj.of(Map.of()));
    assertThat(read("[]")).isEqualTo(new Json.Arr(List.of()));
    assertThat(read("9007199254740991")).isEqualTo(new Json.Int(Json.MAX_INT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "[1 2]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":1,\"a\":2}",
        "null",
        "01",
        "-",
        "-0",
        "1.0",
        "1e3",
        "9007199254740992",
        "99999999999999999999999999",
        "tru",
        "\"\u0001\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u\uff11234\"",
        "\"abc",
        "1 2",
        "+1",
        "'a'",
        "\ufeff1"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedJson.class);
  }

  @Test
  void isBounded() {
    assertThat(read("[".repeat(16) + "]".repeat(16))).isInstanceOf(Json.Arr.class);
    String deep = "[".repeat(5_000);
    assertThatThrownBy(() -> read(deep)).hasMessageContaining("deeper than 16");
    assertThatThrownBy(() -> JsonReader.read(new byte[11], 10))
        .hasMessageContaining("more than 10 bytes");
    assertThatThrownBy(() -> JsonReader.read(new byte[] {'"', (byte) 0xff, '"'}, 10))
        .hasMessageContaining("UTF-8");
  }

  @Test
  void canonicalFormIsTheOnlyOne() {
    byte[] canonical = "{\"a\":1,\"b\":\"\\u0001\"}".getBytes(UTF_8);
    assertThat(CanonicalJson.bytes(JsonReader.readCanonical(canonical, 100))).isEqualTo(canonical);
    for (String other : List.of("{\"b\":1,\"a\":1}", "{ }", "[1, 2]", "\"\\u0041\"", "\"\\/\"")) {
      assertThatThrownBy(() -> JsonReader.readCanonical(other.getBytes(UTF_8), 100))
          .isInstanceOf(MalformedJson.class)
          .hasMessageContaining("not canonical");
    }
  }
}
