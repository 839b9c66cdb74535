package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GitConfigTest {

  @ParameterizedTest
  @CsvSource({
    "https://github.com/acme/app.git, github.com",
    "https://token@GitHub.com/acme/app, github.com",
    "ssh://git@git.example.org:2222/acme/app.git, git.example.org",
    "git@git.example.org:acme/app.git, git.example.org",
    "git://git.example.org, git.example.org",
    "/srv/git/app.git, ''",
    "../app.git, ''",
    "file:///srv/app.git, ''",
    "https:///app.git, ''",
    "a b:c, ''"
  })
  void tellsTheHostOfAnAddress(String address, String host) {
    String config = "[core]\n\tbare = false\n[remote \"origin\"]\n\turl = " + address + "\n";
    assertThat(GitConfig.originHost(config).orElse("")).isEqualTo(host);
  }

  @Test
  void takesTheRemoteThatIsCalledOrigin() {
    String config =
        """
        [remote "upstream"]
          url = https://one.example.org/a
        [remote "origin"]
          fetch = +refs/heads/*:refs/remotes/origin/*
          URL=https://two.example.org/a
        """;
    assertThat(GitConfig.originHost(config)).contains("two.example.org");
    assertThat(GitConfig.originHost("")).isEmpty();
    assertThat(GitConfig.originHost("[remote \"origin\"]\nurl\n[x]\nurl = https://h/")).isEmpty();
  }
}
