package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.base.text.Span;
import java.util.List;
import java.util.Optional;

/// Every text is a script: parsing and all views on it end, throw nothing, and point into it.
class ShellFuzzTest {
  private static final Marks<String> MARKS =
      Marks.<String>of(_ -> Optional.of("env"))
          .withOutput(_ -> Optional.of("out"))
          .withPlaceholder(_ -> Optional.of("text"));

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    Dialect dialect = data.pickValue(Dialect.values());
    String text = data.consumeRemainingAsString();
    Script script = Shells.parse(dialect, text);
    Span whole = new Span(0, text.length());
    script.troubles().forEach(t -> assertThat(whole.contains(t.span())).isTrue());
    script.comments().forEach(c -> assertThat(whole.contains(c)).isTrue());
    List<SimpleCommandView> commands = Commands.of(script);
    for (SimpleCommandView command : commands) {
      assertThat(whole.contains(command.span())).isTrue();
      command.arguments().forEach(w -> word(w, whole));
      Arguments.of(command.arguments(), java.util.Set.of("-o"));
    }
    EnvFileWrites.of(commands).forEach(w -> assertThat(whole.contains(w.span())).isTrue());
    ShellFlow.analyze(script, commands, MARKS)
        .uses()
        .forEach(u -> assertThat(whole.contains(u.span())).isTrue());
  }

  private static void word(Word word, Span whole) {
    assertThat(whole.contains(word.span())).isTrue();
    assertThat(word.text().length()).isEqualTo(word.span().length());
    word.leaves().forEach(p -> assertThat(whole.contains(p.span())).isTrue());
  }
}
