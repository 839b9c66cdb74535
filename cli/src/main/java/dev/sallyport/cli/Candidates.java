package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.engine.FailOn;
import dev.sallyport.scan.report.ReportFormat;
import dev.sallyport.scan.report.Reports;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// The words that options and parameters take: for help and for completion in shells.
abstract class Candidates implements Iterable<String> {
  private Candidates() {}

  abstract Stream<String> words();

  @Override
  public Iterator<String> iterator() {
    return words().iterator();
  }

  static final class Formats extends Candidates {
    @Override
    Stream<String> words() {
      return Reports.all().stream().map(ReportFormat::id);
    }
  }

  static final class FailOns extends Candidates {
    @Override
    Stream<String> words() {
      return FailOn.ids().stream();
    }
  }

  static final class Personas extends Candidates {
    @Override
    Stream<String> words() {
      return Stream.of(Persona.values()).map(Persona::id);
    }
  }

  static final class Severities extends Candidates {
    @Override
    Stream<String> words() {
      return Stream.of(Severity.values()).map(Severity::id);
    }
  }

  static final class Confidences extends Candidates {
    @Override
    Stream<String> words() {
      return Stream.of(Confidence.values()).map(Confidence::id);
    }
  }

  static final class RuleIds extends Candidates {
    @Override
    Stream<String> words() {
      return RuleChoice.known().stream();
    }
  }

  static final class Colours extends Candidates {
    static final List<String> WORDS = List.of("auto", "always", "never");

    @Override
    Stream<String> words() {
      return WORDS.stream();
    }
  }

  static final class Fixes extends Candidates {
    @Override
    Stream<String> words() {
      return Stream.of("safe", "unsafe");
    }
  }

  static final class Shells extends Candidates {
    static final List<String> WORDS = List.of("bash", "zsh", "fish");

    @Override
    Stream<String> words() {
      return WORDS.stream();
    }
  }
}
