package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.ConfigurationEffect;
import dev.sallyport.scan.report.Style.Ink;
import java.io.IOException;
import java.util.Optional;

/// What the terminal says about the configuration in force.
final class TerminalConfiguration {
  private static final int INDENT = 2;
  private static final int LONGEST = 2_000;

  private final Screen screen;
  private final ConfigurationEffect effect;

  TerminalConfiguration(Screen screen, ConfigurationEffect effect) {
    this.screen = screen;
    this.effect = effect;
  }

  void write() throws IOException {
    Optional<String> sentence = ConfigurationWords.sentence(effect);
    if (sentence.isEmpty()) {
      return;
    }
    screen.labelled(
        INDENT,
        effect.hides() ? Ink.MEDIUM : Ink.DIM,
        "config:",
        Visible.text(sentence.get(), LONGEST));
    screen.blank();
  }
}
