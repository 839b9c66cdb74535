package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.checks.Checkout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./sallyport` as users meet it: copies of the checkout in places where it must work.
@Tag("slow")
final class LauncherTest {

  private static final String VERSION = "sallyport 0.1.0\n";

  @TempDir Path temporary;
  Checkout copy;

  @BeforeEach
  void copyCheckout() throws IOException {
    copy = Checkout.here().copyTo(temporary.resolve("a checkout"));
  }

  @Test
  void buildsItselfOnceThenIsSilent() throws IOException {
    Outcome first = copy.sallyport("--version");
    assertThat(first.out()).isEqualTo(VERSION);
    assertThat(first.err()).contains("building", "built in").doesNotContain("WARNING", "[INFO]");
    assertThat(copy.sallyport("--version")).isEqualTo(new Outcome(0, VERSION, ""));
  }

  @Test
  void worksThroughSymlinkFromAnywhere() throws IOException {
    Path link =
        Files.createSymbolicLink(temporary.resolve("link"), copy.root().resolve("sallyport"));
    Path second = Files.createSymbolicLink(temporary.resolve("second"), Path.of("link"));
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    assertThat(copy.run(elsewhere, link.toString(), "--version").out()).isEqualTo(VERSION);
    assertThat(copy.run(elsewhere, second.toString(), "--version"))
        .isEqualTo(new Outcome(0, VERSION, ""));
  }

  @Test
  void exitCodeIsTheProgrammes() throws IOException {
    assertThat(copy.sallyport("no-such-command").code()).isEqualTo(2);
    assertThat(copy.sallyport("--version").code()).isZero();
  }

  @Test
  void changedSourceIsBuiltAndBrokenSourceIsReported() throws IOException {
    copy.sallyport("--version");
    Path source = copy.root().resolve("cli/src/main/java/dev/sallyport/cli/Broken.java");
    Files.writeString(source, "package dev.sallyport.cli; final class Broken { int x = \"\"; }");
    Outcome broken = copy.sallyport("--version");
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err()).contains("Broken.java", "the build failed", "target/dist/build.log");
    Files.delete(source);
    // Deleting leaves no newer file behind, only a newer folder; that must count as well.
    assertThat(copy.sallyport("--version").out()).isEqualTo(VERSION);
  }

  @Test
  void killedBuildLeavesNothingHalfBuilt() throws IOException {
    Process process =
        copy.start(copy.root(), copy.root().resolve("sallyport").toString(), "--version");
    Checkout.awaitLine(process, "building");
    List<ProcessHandle> maven = process.descendants().toList();
    process.destroyForcibly();
    maven.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
    assertThat(copy.root().resolve("target/dist/current")).doesNotExist();
    assertThat(copy.sallyport("--version").out()).isEqualTo(VERSION);
  }

  @Test
  void twoStartsBuildOnce() throws IOException {
    String sallyport = copy.root().resolve("sallyport").toString();
    Process one = copy.start(copy.root(), sallyport, "--version");
    Process two = copy.start(copy.root(), sallyport, "--version");
    Outcome first = Checkout.await(one);
    Outcome second = Checkout.await(two);
    assertThat(List.of(first.out(), second.out())).containsOnly(VERSION);
    assertThat(Stream.of(first, second).filter(outcome -> outcome.err().contains("built in")))
        .hasSize(1);
  }

  @Test
  void buildsElsewhereWhereTheCheckoutCannotHoldIt() throws IOException {
    // A colon would split the class path; the same way is taken for a read-only checkout.
    Checkout odd = Checkout.here().copyTo(temporary.resolve("with:colon"));
    Path cache = temporary.resolve("cache");
    Outcome outcome = odd.with("XDG_CACHE_HOME", cache.toString()).sallyport("--version");
    assertThat(outcome.out()).isEqualTo(VERSION);
    assertThat(cache.resolve("sallyport")).isNotEmptyDirectory();
    assertThat(odd.root().resolve("target")).doesNotExist();
  }

  @Test
  void uselessCacheIsNotMentioned() throws IOException {
    copy.sallyport("--version");
    try (Stream<Path> files = Files.walk(copy.root().resolve("target/dist"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".aot")).toList()) {
        Files.writeString(file, "not a cache");
      }
    }
    assertThat(copy.sallyport("--version")).isEqualTo(new Outcome(0, VERSION, ""));
  }

  @Test
  void movedCheckoutPreparesAnew() throws IOException {
    copy.sallyport("--version");
    Path moved = Files.move(copy.root(), temporary.resolve("moved"));
    Checkout there = new Checkout(moved, copy.environment());
    Outcome first = there.sallyport("--version");
    assertThat(first.out()).isEqualTo(VERSION);
    assertThat(first.err()).contains("preparing a fast start").doesNotContain("building");
    assertThat(there.sallyport("--version")).isEqualTo(new Outcome(0, VERSION, ""));
  }

  @Test
  void helpOfTheServerPreparesNothing() throws IOException {
    copy.sallyport("--version");
    Outcome help = copy.sallyport("serve", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains("--listen");
  }

  @Test
  void becomesJavaSoThatSignalsArrive() throws IOException {
    copy.sallyport("--version");
    Path java = fakeJdk("26.0.1");
    Process process =
        copy.with("JAVA_HOME", java.toString())
            .start(copy.root(), copy.root().resolve("sallyport").toString(), "a b", "");
    long pid = process.pid();
    assertThat(Checkout.await(process).out()).isEqualTo("pid " + pid + "\n<a b>\n<>\n");
  }

  @Test
  void olderJdkIsPassedOver() throws IOException {
    Path old = fakeJdk("24.0.2");
    assertThat(copy.with("JAVA_HOME", old.toString()).sallyport("--version").out())
        .isEqualTo(VERSION);
  }

  @Test
  void sourceFromLongAgoIsNotBuiltAgain() throws IOException {
    copy.sallyport("--version");
    Files.setLastModifiedTime(
        copy.root().resolve("pom.xml"), FileTime.from(Instant.EPOCH.plus(Duration.ofDays(1))));
    assertThat(copy.sallyport("--version").err()).isEmpty();
  }

  /// Answers to everything with its process id and the arguments after the main class.
  private Path fakeJdk(String version) throws IOException {
    Path home = temporary.resolve("jdk-" + version);
    Path bin = Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nIMPLEMENTOR=\"Fake\"\n");
    for (String name : List.of("java", "javac")) {
      Path file =
          Files.writeString(
              bin.resolve(name),
              """
              #!/bin/sh
              case "$*" in *AOTCacheOutput*) exit 1 ;; esac
              echo "pid $$"
              while [ "$1" != dev.sallyport.cli.Main ]; do shift; done
              shift
              printf '<%s>\\n' "$@"
              """);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return home;
  }
}
