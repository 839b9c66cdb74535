package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.source.Decoding.Decoded;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecodingTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void takesTheByteOrderMarkOffAndPutsItBack(String charset) {
    byte[] bytes = "\ufeffname: ü 🚪\n".getBytes(Charset.forName(charset));

    Decoded.Text text = (Decoded.Text) Decoding.decode(bytes);

    assertThat(text.text()).isEqualTo("name: ü 🚪\n");
    assertThat(text.encoding().charset()).isEqualTo(Charset.forName(charset));
    assertThat(text.encoding().encode(text.text())).isEqualTo(bytes);
  }

  @Test
  void keepsAReplacementCharacterThatStandsInTheFile() {
    byte[] bytes = "a: \ufffd\n".getBytes(StandardCharsets.UTF_8);

    assertThat(Decoding.decode(bytes)).isInstanceOf(Decoded.Text.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "610a62ff", // no lead byte
        "610a62c080", // overlong
        "610a62eda080", // a surrogate
        "610a62f4908080", // beyond U+10FFFF
        "610a62e282", // cut off
      })
  void saysWhereTheFirstWrongByteStands(String hex) {
    Decoded.NotText not = (Decoded.NotText) Decoding.decode(HexFormat.of().parseHex(hex));

    assertThat(not.line()).isEqualTo(2);
    assertThat(not.why()).startsWith("Is not valid UTF-8: byte 0x").endsWith("at offset 3.");
  }

  @Test
  void refusesNul() {
    assertThat(Decoding.decode(new byte[] {'a', '\r', '\n', 0}))
        .isEqualTo(new Decoded.NotText(2, "Holds a NUL character at offset 3: it is not text."));
    // UTF-16 without a mark
    assertThat(Decoding.decode("ab".getBytes(StandardCharsets.UTF_16LE)))
        .isInstanceOf(Decoded.NotText.class);
  }

  @Test
  void refusesHalfACharacterOfUtf16() {
    assertThat(Decoding.decode(HexFormat.of().parseHex("fffe6100d8")))
        .isInstanceOf(Decoded.NotText.class);
    assertThat(Decoding.decode(HexFormat.of().parseHex("fffe00d86100")))
        .isInstanceOf(Decoded.NotText.class);
  }
}
