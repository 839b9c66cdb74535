package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.cli.online.GitFetcher;
import dev.sallyport.cli.online.Token;
import dev.sallyport.scan.engine.Analysis;
import dev.sallyport.scan.engine.Configuration;
import dev.sallyport.scan.engine.ScanRequest;
import dev.sallyport.scan.engine.Scanner;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Fetcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    GitFetcher online = asked.online ? online() : null;
    ScanRequest request =
        new ScanRequest(
            input.texts(),
            input.named(),
            input.paths(),
            input.problems(),
            rules,
            configuration.policies(),
            online == null ? Fetcher.refusing() : online,
            fixes(input),
            ScanRequest.SECONDS);
    try (ContentCache cache = cache();
        ProgressBar bar = ProgressBar.on(err, terminal, !progress)) {
      Analysis analysis = Scanner.scan(request, bar, cache);
      return online == null ? analysis : withGaps(analysis, online);
    } finally {
      if (online != null) {
        online.close();
      }
    }
  }

  /// What the code host did not answer is not known, and so no clean bill.
  private static Analysis withGaps(Analysis analysis, GitFetcher online) {
    List<Problem> problems = new ArrayList<>(analysis.problems());
    online
        .gaps()
        .forEach(
            (where, why) ->
                problems.add(
                    Problem.gap(
                        "", 0, "The code host was not heard about " + where + ": " + why, where)));
    return new Analysis(analysis.findings(), problems, analysis.files());
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

  private static GitFetcher online() {
    String host = System.getenv().getOrDefault("SALLYPORT_GITHUB_URL", "https://github.com/");
    Path directory =
        ContentCache.directory(System.getenv())
            .map(cache -> cache.resolve("online"))
            .orElseThrow(() -> new UsageException("--online needs a home directory for its cache"));
    try {
      return GitFetcher.of(URI.create(host), directory, Token.from(System.getenv()));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(
          "SALLYPORT_GITHUB_URL: expected an address such as https://github.com/, got '"
              + host
              + "'");
    }
  }

  private ContentCache cache() {
    // What a code host answers is of the moment.
    return asked.noCache || asked.online
        ? ContentCache.none()
        : ContentCache.directory(System.getenv())
            .map(directory -> ContentCache.open(directory, generation()))
            .orElseGet(ContentCache::none);
  }

  /// The program itself, by its jar: results of another build are worth nothing.
  private static String generation() {
    try {
      Path jar =
          Path.of(PipelineRules.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Main.version()
          + "-"
          + Files.size(jar)
          + "-"
          + Files.getLastModifiedTime(jar).toMillis();
    } catch (IOException | URISyntaxException | SecurityException _) {
      return Main.version();
    }
  }
}
