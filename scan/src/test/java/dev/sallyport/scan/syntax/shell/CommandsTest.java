package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.syntax.shell.SimpleCommandView.Place;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandsTest {

  private static List<SimpleCommandView> commands(String script) {
    return Commands.of(Shells.parse(Dialect.BASH, script));
  }

  private static List<String> names(String script) {
    return commands(script).stream().map(c -> c.name().orElse("-")).toList();
  }

  private static SimpleCommandView find(String script, String name) {
    return commands(script).stream().filter(c -> c.is(name)).findFirst().orElseThrow();
  }

  @Test
  void everyCommandInOrder() {
    assertThat(
            names(
                "x=$(a `b`); if c; then d; fi; for i in $(e); do f; done; g() { h; }; case $(i) in x) j;; esac"))
        .containsExactly("b", "a", "-", "c", "d", "e", "f", "h", "i", "j");
    assertThat(names("cat <(a) <<E\n$(b)\nE")).containsExactlyInAnyOrder("a", "b", "cat");
  }

  @Test
  void wrappersAreTakenOff() {
    assertThat(
            find("sudo -E -u root env A=1 timeout -k 5 10 /usr/bin/curl -x y", "curl").wrappers())
        .containsExactly("sudo", "env", "timeout");
    assertThat(find("nohup nice -n 5 make all &", "make").arguments()).hasSize(1);
    assertThat(find("find . | xargs -I{} -n 1 rm {}", "rm").wrappers()).containsExactly("xargs");
    assertThat(names("env; command -v git; exec > log")).containsExactly("env", "command", "exec");
  }

  @Test
  void reparsedCodeIsFollowed() {
    assertThat(names("bash -ec 'a; b \"$1\"' x; eval \"c $d\"; find . | xargs sh -c 'e'"))
        .containsExactly("bash", "a", "b", "eval", "c", "find", "sh", "e");
    assertThat(names("sudo bash <<EOF\na $x\nEOF")).containsExactly("bash", "a");
    assertThat(names("cat <<'E' | sh -s -- arg\na\nb\nE")).containsExactly("cat", "sh", "a", "b");
    assertThat(names("echo 'a b' | bash")).containsExactly("echo", "bash", "a");
    assertThat(names("docker exec c sh -c 'a && b'")).containsExactly("docker", "a", "b");
    assertThat(names("ssh -p 22 host 'a; b'")).containsExactly("ssh", "a", "b");
    assertThat(names("trap 'a' EXIT")).containsExactly("trap", "a");
    assertThat(names("bash script.sh <<< a; python -c 'import os'"))
        .containsExactly("bash", "python");
  }

  @Test
  void spansOfReparsedCodePointIntoTheScript() {
    String text = "bash -c \"echo \\\"$x\\\" y\"";
    SimpleCommandView echo = find(text, "echo");
    assertThat(echo.at(Place.REPARSED)).isTrue();
    assertThat(echo.arguments().getFirst().text()).isEqualTo("\\\"$x\\\"");
    assertThat(Render.word(echo.arguments().getFirst())).isEqualTo("\"~$x\"");
    assertThat(echo.arguments().getLast().text()).isEqualTo("y");
  }

  @Test
  void pipelinesKnowBothDirections() {
    SimpleCommandView b = find("a | { b; c; } | d", "b");
    assertThat(b.upstream()).extracting(c -> c.name().orElse("")).containsExactly("a");
    assertThat(b.downstream()).extracting(c -> c.name().orElse("")).containsExactly("d");
    assertThat(b.stage()).isEqualTo(1);
    assertThat(find("x=$(a | b)", "b").upstream()).hasSize(1);
    assertThat(find("x | y $(a)", "a").upstream()).isEmpty();
  }

  @Test
  void placesAreMarked() {
    assertThat(find("a || true", "a").statusIgnored()).isTrue();
    assertThat(find("a && b || :", "b").statusIgnored()).isTrue();
    assertThat(find("a || b", "a").statusIgnored()).isFalse();
    assertThat(find("set +e\na\nset -e\nb", "a").statusIgnored()).isTrue();
    assertThat(find("set +e\na\nset -e\nb", "b").statusIgnored()).isFalse();
    assertThat(find("while a; do b; done", "b").inLoop()).isTrue();
    assertThat(find("if a; then b; fi", "a").at(Place.CONDITION)).isTrue();
    assertThat(find("if a; then b; fi", "b").conditional()).isTrue();
    assertThat(find("f() { a; }", "a").function()).contains("f");
    assertThat(find("echo $(a)", "a").at(Place.SUBSTITUTION)).isTrue();
  }

  @Test
  void redirectionsOfGroupsReachTheirCommands() {
    SimpleCommandView a = find("{ a; b >&2; c | d; } >> out", "a");
    assertThat(a.outputFile())
        .hasValueSatisfying(r -> assertThat(r.target().text()).isEqualTo("out"));
    assertThat(find("{ a; b >&2; } >> out", "b").outputFile()).isEmpty();
    assertThat(find("{ c | d; } >> out", "c").outputFile()).isEmpty();
    assertThat(find("{ c | d; } >> out", "d").outputFile()).isPresent();
    assertThat(find("x=$({ a; }) > f", "a").outputFile()).isEmpty();
  }

  @Test
  void argumentsAreToldApart() {
    List<Word> words = find("tar -C dir -xzf file --strip=1 -- -odd x", "tar").arguments();
    Arguments arguments = Arguments.of(words, Set.of("-C", "-f"));
    assertThat(arguments.value("-C").map(Word::text)).contains("dir");
    assertThat(arguments.value("-f").map(Word::text)).contains("file");
    assertThat(arguments.value("--strip").map(Word::text)).contains("1");
    assertThat(arguments.has("-x")).isTrue();
    assertThat(arguments.operands()).extracting(Word::text).containsExactly("-odd", "x");
    List<Word> curl = find("curl -ofile --header \"X: $y\" $u", "curl").arguments();
    Arguments options = Arguments.of(curl, Set.of("-o", "--header"));
    assertThat(options.value("-o").flatMap(Word::literal)).contains("file");
    assertThat(options.operands()).hasSize(1);
    assertThat(Arguments.subcommand(find("git -C x commit -m y", "git").arguments(), Set.of("-C")))
        .hasValueSatisfying(
            s -> {
              assertThat(s.name()).isEqualTo("commit");
              assertThat(s.arguments()).hasSize(2);
            });
  }
}
