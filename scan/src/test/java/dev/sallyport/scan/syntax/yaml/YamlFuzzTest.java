package dev.sallyport.scan.syntax.yaml;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// The parser never throws; every span lies inside the text; what claims to be exact is.
final class YamlFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    if (YamlParser.parse(text) instanceof YamlResult.Ok ok && ok.root() != null) {
      Walk.check(text, ok.root());
    }
  }
}
