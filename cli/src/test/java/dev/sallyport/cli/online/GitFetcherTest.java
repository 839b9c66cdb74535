package dev.sallyport.cli.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.scan.source.Containment;
import dev.sallyport.scan.source.Refs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class GitFetcherTest {
  private static final String REPOSITORY = "octo-org/tool";

  @TempDir Path temp;
  private GitServer server;
  private String first;
  private String second;
  private String impostor;

  @BeforeEach
  void start() throws IOException {
    server = new GitServer(Files.createDirectory(temp.resolve("host")));
    first = server.commit(REPOSITORY, "action.yml", "name: one\n");
    second = server.commit(REPOSITORY, "sub/action.yml", "name: two\n", first);
    impostor = server.commit(REPOSITORY, "action.yml", "name: evil\n", second);
    server.git(REPOSITORY, "update-ref", "refs/heads/main", second);
    server.git(REPOSITORY, "update-ref", "refs/heads/v2", first);
    server.git(REPOSITORY, "tag", "-a", "v1", "-m", "annotated", first);
    server.git(REPOSITORY, "tag", "v2", second);
    // What a pull request from a fork leaves behind on a code host.
    server.git(REPOSITORY, "update-ref", "refs/pull/1/head", impostor);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void listsBranchesAndPeeledTags() {
    try (GitFetcher fetcher = fetcher()) {
      Refs refs = fetcher.refs(REPOSITORY).orElseThrow();

      assertThat(refs.branches()).isEqualTo(Map.of("main", second, "v2", first));
      assertThat(refs.tags()).isEqualTo(Map.of("v1", first, "v2", second));
      assertThat(refs.ambiguous("v2")).isTrue();
      assertThat(refs.tagsAt(first)).containsExactly("v1");
      assertThat(fetcher.gaps()).isEmpty();
    }
  }

  @Test
  void tellsAnImpostorFromACommitOfTheRepository() {
    String middle = server.commit(REPOSITORY, "a", "1", second);
    String tip = server.commit(REPOSITORY, "a", "2", middle);
    server.git(REPOSITORY, "update-ref", "refs/heads/main", tip);
    try (GitFetcher fetcher = fetcher()) {
      assertThat(fetcher.contains(REPOSITORY, tip)).isEqualTo(Containment.REACHABLE);
      assertThat(fetcher.contains(REPOSITORY, middle)).isEqualTo(Containment.REACHABLE);
      assertThat(fetcher.contains(REPOSITORY, impostor)).isEqualTo(Containment.NOT_REACHABLE);
      assertThat(fetcher.contains(REPOSITORY, "1".repeat(40))).isEqualTo(Containment.ABSENT);
      assertThat(fetcher.contains(REPOSITORY, "main")).isEqualTo(Containment.ABSENT);
      assertThat(fetcher.gaps()).isEmpty();
    }
  }

  @Test
  void fetchesOnlyWhatIsNewTheSecondTime() throws IOException {
    String before = server.commit(REPOSITORY, "a", "1", second);
    String tip = server.commit(REPOSITORY, "a", "2", before);
    server.git(REPOSITORY, "update-ref", "refs/heads/main", tip);
    try (GitFetcher fetcher = fetcher()) {
      assertThat(fetcher.contains(REPOSITORY, before)).isEqualTo(Containment.REACHABLE);
    }
    String next = server.commit(REPOSITORY, "a", "3", tip);
    String last = server.commit(REPOSITORY, "a", "4", next);
    server.git(REPOSITORY, "update-ref", "refs/heads/main", last);

    try (GitFetcher fetcher = fetcher()) {
      assertThat(fetcher.contains(REPOSITORY, next)).isEqualTo(Containment.REACHABLE);
      assertThat(fetcher.contains(REPOSITORY, before)).isEqualTo(Containment.REACHABLE);
      assertThat(fetcher.contains(REPOSITORY, impostor)).isEqualTo(Containment.NOT_REACHABLE);
    }
    assertThat(temp.resolve("cache/octo-org/tool/commits/pack")).isDirectory();
  }

  @Test
  void readsAFileOfACommit() {
    try (GitFetcher fetcher = fetcher()) {
      assertThat(text(fetcher.file(REPOSITORY, "v1", "action.yml"))).isEqualTo("name: one\n");
      assertThat(text(fetcher.file(REPOSITORY, second, "sub/action.yml"))).isEqualTo("name: two\n");
      // both a branch and a tag: the tag
      assertThat(text(fetcher.file(REPOSITORY, "v2", "sub/action.yml"))).isEqualTo("name: two\n");
      for (String path : new String[] {"nowhere", "sub", "", "/action.yml", "../x", "a//b"}) {
        assertThat(fetcher.file(REPOSITORY, "v1", path)).as(path).isEmpty();
      }
      assertThat(fetcher.file(REPOSITORY, "nowhere", "action.yml")).isEmpty();
      assertThat(fetcher.contains(REPOSITORY, first)).isEqualTo(Containment.REACHABLE);
    }
  }

  @Test
  void asksOnce() {
    try (GitFetcher fetcher = fetcher()) {
      fetcher.contains(REPOSITORY, impostor);
      int asked = server.requests.size();
      fetcher.contains(REPOSITORY, impostor);
      fetcher.refs(REPOSITORY);
      assertThat(server.requests).hasSize(asked);
    }
  }

  @Test
  void worksWithAServerThatSendsEverything() {
    server.git(REPOSITORY, "config", "uploadpack.allowFilter", "false");
    try (GitFetcher fetcher = fetcher()) {
      assertThat(fetcher.contains(REPOSITORY, impostor)).isEqualTo(Containment.NOT_REACHABLE);
      assertThat(text(fetcher.file(REPOSITORY, "v1", "action.yml"))).isEqualTo("name: one\n");
    }
  }

  @Test
  void tellsWhyItDoesNotKnow() {
    try (GitFetcher fetcher = fetcher()) {
      assertThat(fetcher.refs("octo-org/nowhere")).isEmpty();
      assertThat(fetcher.contains("octo-org/nowhere", first)).isEqualTo(Containment.UNKNOWN);
      assertThat(fetcher.refs("../../etc")).isEmpty();
      assertThat(fetcher.refs("octo-org/..")).isEmpty();
      assertThat(fetcher.gaps().keySet())
          .containsExactly("../../etc", "octo-org/..", "octo-org/nowhere");
      assertThat(fetcher.gaps()).containsEntry("octo-org/nowhere", "the server answers 404");
    }
  }

  @Test
  void followsARenamedRepositoryButNotToAnotherHost() throws IOException {
    server.redirections.put(
        "/octo-org/old.git/info/refs", "/octo-org/tool.git/info/refs?service=git-upload-pack");
    server.redirections.put("/octo-org/away.git/info/refs", "http://localhost:1/x.git/info/refs");
    server.redirections.put("/octo-org/loop.git/info/refs", "/octo-org/loop.git/info/refs");
    try (GitFetcher fetcher = fetcher()) {
      assertThat(fetcher.refs("octo-org/old")).isPresent();
      assertThat(fetcher.refs("octo-org/away")).isEmpty();
      assertThat(fetcher.refs("octo-org/loop")).isEmpty();
      assertThat(fetcher.gaps().get("octo-org/away")).contains("another place");
      assertThat(fetcher.gaps().get("octo-org/loop")).contains("more than 3 times");
    }
  }

  @Test
  void sendsATokenOnlyWhenGivenOneAndNeverShowsIt() {
    String secret = "gh" + "p_" + "0".repeat(36);
    Optional<Token> token = Token.from(Map.of(Token.VARIABLE, secret));
    try (GitFetcher anonymous = fetcher()) {
      anonymous.refs(REPOSITORY);
      assertThat(server.authorizations).containsOnly("null");
    }
    server.authorizations.clear();
    try (GitFetcher known = GitFetcher.of(server.base(), temp.resolve("cache"), token)) {
      known.refs(REPOSITORY);
      known.refs("octo-org/nowhere");
      assertThat(server.authorizations).isNotEmpty().allMatch(a -> a.startsWith("Basic "));
      assertThat(known.gaps().toString() + token).doesNotContain(secret);
    }
    assertThat(Token.from(Map.of(Token.VARIABLE, "two\nlines"))).isEmpty();
    assertThat(Token.from(Map.of())).isEmpty();
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswerOrAnswersWithoutEnd() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    HttpServer slow =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.createContext(
        "/o/slow.git",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    slow.createContext(
        "/o/huge.git",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (exchange) {
            byte[] some = new byte[1 << 16];
            for (int i = 0; i < 100; i++) {
              exchange.getResponseBody().write(some);
            }
          }
        });
    slow.setExecutor(Thread::startVirtualThread);
    slow.start();
    URI base = URI.create("http://127.0.0.1:" + slow.getAddress().getPort() + "/");
    GitHttp.Settings settings = new GitHttp.Settings(base, 1 << 20, Duration.ofMillis(500));
    try (GitFetcher fetcher =
        new GitFetcher(new GitHttp(settings, Optional.empty()), temp.resolve("cache"))) {
      assertThat(fetcher.refs("o/slow")).isEmpty();
      assertThat(fetcher.refs("o/huge")).isEmpty();
      assertThat(fetcher.gaps()).containsOnlyKeys("o/slow", "o/huge");
    } finally {
      over.countDown();
      slow.stop(0);
    }
  }

  @Test
  void survivesAnswersThatAreNotGit() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange
                .getResponseHeaders()
                .set("Content-Type", "application/x-git-upload-pack-advertisement");
            byte[] body =
                exchange.getRequestURI().getPath().contains("/err.git")
                    ? "000eERR \u001b[31m!".getBytes(StandardCharsets.UTF_8)
                    : "fffe<html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    other.start();
    URI base = URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/");
    try (GitFetcher fetcher = GitFetcher.of(base, temp.resolve("cache"), Optional.empty())) {
      assertThat(fetcher.refs("o/html")).isEmpty();
      assertThat(fetcher.refs("o/err")).isEmpty();
      assertThat(fetcher.gaps().get("o/err")).isEqualTo("the server says: ?[31m!");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void refusesABaseThatIsNoCodeHost() {
    for (String base : new String[] {"file:///etc/", "https://github.com", "ssh://x/"}) {
      assertThatThrownBy(
              () -> GitFetcher.of(URI.create(base), temp.resolve("cache"), Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private GitFetcher fetcher() {
    return GitFetcher.of(server.base(), temp.resolve("cache"), Optional.empty());
  }

  private static String text(Optional<byte[]> bytes) {
    return new String(bytes.orElseThrow(), StandardCharsets.UTF_8);
  }
}
