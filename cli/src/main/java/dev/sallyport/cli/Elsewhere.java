package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.cli.online.GitFetcher;
import dev.sallyport.cli.online.Token;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.DefinitionCache;
import dev.sallyport.scan.source.Definitions;
import dev.sallyport.scan.source.Fetcher;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a scan knows of other repositories: with `--online` what the code host says, else what it
/// said about fixed commits in an earlier scan.
final class Elsewhere implements AutoCloseable {
  /// How a problem begins that tells of a question without an answer.
  static final String SILENT = "The code host was not heard about ";

  private final @Nullable GitFetcher online;
  private final Definitions definitions;

  private Elsewhere(@Nullable GitFetcher online, Definitions definitions) {
    this.online = online;
    this.definitions = definitions;
  }

  static Elsewhere of(ScanCommand asked) {
    Map<String, String> environment = asked.environment;
    Optional<Path> caches = ContentCache.directory(environment);
    GitFetcher online = asked.online ? online(environment, caches) : null;
    Optional<Path> kept =
        asked.noCache ? Optional.empty() : caches.map(c -> c.resolve("definitions"));
    return new Elsewhere(online, DefinitionCache.of(kept, Optional.ofNullable(online)));
  }

  private static GitFetcher online(Map<String, String> environment, Optional<Path> caches) {
    String host = environment.getOrDefault("SALLYPORT_GITHUB_URL", "https://github.com/");
    Path directory =
        caches
            .map(cache -> cache.resolve("online"))
            .orElseThrow(() -> new UsageException("--online needs a home directory for its cache"));
    try {
      return GitFetcher.of(URI.create(host), directory, Token.from(environment));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(
          "SALLYPORT_GITHUB_URL: expected an address such as https://github.com/, got '"
              + host
              + "'");
    }
  }

  Fetcher fetcher() {
    return online == null ? Fetcher.refusing() : online;
  }

  Definitions definitions() {
    return definitions;
  }

  /// What the code host did not answer is not known, and so no clean bill.
  List<Problem> gaps() {
    List<Problem> problems = new ArrayList<>();
    if (online != null) {
      online
          .gaps()
          .forEach(
              (where, why) -> problems.add(Problem.gap("", 0, SILENT + where + ": " + why, where)));
    }
    return problems;
  }

  @Override
  public void close() {
    if (online != null) {
      online.close();
    }
  }
}
