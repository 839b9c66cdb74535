package dev.sallyport.scan.syntax.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class ProgramFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    Language language = data.consumeBoolean() ? Language.PYTHON : Language.JAVASCRIPT;
    String text = data.consumeRemainingAsString();
    Program program = Program.parse(language, text);
    program
        .statements()
        .forEach(node -> assertThat(node.span().end()).isLessThanOrEqualTo(text.length()));
  }
}
