package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.scan.engine.Analysis;
import dev.sallyport.scan.engine.Configuration;
import dev.sallyport.scan.engine.ScanRequest;
import dev.sallyport.scan.engine.Scanner;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.source.ContentCache;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Runs the rules over what was read: with the cache, the code host and the progress bar as asked.
final class Analyst {
  private static final int FIXES_AT_ONCE = 100;

  private final ScanCommand asked;
  private final PrintWriter err;
  private final Terminal terminal;

  Analyst(ScanCommand asked, PrintWriter err, Terminal terminal) {
    this.asked = asked;
    this.err = err;
    this.terminal = terminal;
  }

  Analysis analyse(
      ScanInput input, List<Rule> rules, Configuration configuration, boolean progress) {
    try (Elsewhere elsewhere = Elsewhere.of(asked);
        ContentCache cache = RememberedResults.open(asked);
        ProgressBar bar = ProgressBar.on(err, terminal, !progress)) {
      ScanRequest request =
          new ScanRequest(
              input.texts(),
              input.named(),
              input.paths(),
              input.problems(),
              rules,
              configuration.policies(),
              input.lookup(),
              elsewhere.fetcher(),
              elsewhere.definitions(),
              input.branches(),
              fixes(input),
              ScanRequest.SECONDS);
      Analysis analysis = Scanner.scan(request, bar, cache);
      List<Problem> problems = new ArrayList<>(analysis.problems());
      problems.addAll(elsewhere.gaps());
      return new Analysis(analysis.findings(), problems, analysis.files(), analysis.elsewhere());
    }
  }

  /// Making fixes takes as long as everything else together. The terminal shows a few of them only,
  /// so that they are left out where there is much to read.
  private boolean fixes(ScanInput input) {
    return asked.fix != null
        || asked.diff
        || !asked.formatId().equals("terminal")
        || asked.all
        || input.texts().size() <= FIXES_AT_ONCE;
  }
}
