package dev.sallyport.base.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {

  private static String canonical(Json value) {
    return new String(CanonicalJson.bytes(value), UTF_8);
  }

  /// RFC 8785 section 3.2.3: the order is that of UTF-16 code units, where the emoji, as a
  /// surrogate
  /// pair, comes before U+FB33.
  @Test
  void sortsMembersByCodeUnits() {
    List<String> sorted =
        List.of("\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33");
    var members = new TreeMap<String, Json>();
    for (String name : sorted) {
      members.put(name, new Json.Int(members.size()));
    }
    assertThat(canonical(Json.Obj.of(members)))
        .isEqualTo(
            "{\"\\r\":0,\"1\":1,\"\u0080\":2,\"\u00f6\":3,\"\u20ac\":4,\"\ud83d\ude00\":5,"
                + "\"\ufb33\":6}");
  }

  /// RFC 8785 section 3.2.2.2.
  @Test
  void escapesAsLittleAsPossible() {
    assertThat(canonical(new Json.Str("\u20ac$\u000f\nA'B\"\\\\\"/\b\t\f\u007f")))
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\u007f\"");
  }

  @Test
  void writesOtherValues() {
    assertThat(canonical(new Json.Arr(List.of(new Json.Int(-7), new Json.Bool(false)))))
        .isEqualTo("[-7,false]");
    assertThat(canonical(Json.Obj.of(Map.of()))).isEqualTo("{}");
    assertThat(canonical(new Json.Arr(List.of()))).isEqualTo("[]");
  }

  @Test
  void refusesWhatHasNoForm() {
    for (String half : List.of("\ud83d", "\ude00", "\ud83d\ud83d\ude00", "a\ud83db")) {
      assertThatThrownBy(() -> canonical(new Json.Str(half))).isInstanceOf(MalformedJson.class);
    }
    assertThatThrownBy(() -> new Json.Int(1L << 53)).isInstanceOf(MalformedJson.class);
  }
}
