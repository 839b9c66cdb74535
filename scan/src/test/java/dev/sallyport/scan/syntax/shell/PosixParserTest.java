package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.text.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PosixParserTest {

  private static Script parse(String text) {
    return Shells.parse(Dialect.BASH, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          echo hi                          ==> echo hi
          a; b ;c                          ==> a; b; c
          a && b || c                      ==> a && b || c
          a & b                            ==> a &; b
          ! a | b |& c                     ==> not(a | b | c)
          A=1 B="$x" cmd arg               ==> A=1 B="$x" cmd arg
          A=(1 "$b") B+=c                  ==> A=(1 "$b") B+=c
          m[k]=v                           ==> m=v
          (a; b) > out                     ==> sub(a; b) >out
          { a; b; } >> out 2>&1            ==> group(a; b) >>out 2>&1
          a <<< "$x" 2>/dev/null &>> log   ==> a <<<"$x" 2>/dev/null &>>log
          if a; then b; elif c; then d; else e; fi ==> if(a){b} if(c){d} else{e}
          while read -r l; do x; done < f  ==> while(read -r l){x} <f
          until a; do b; done              ==> until(a){b}
          for i in 1 "$2" *.c; do e $i; done ==> for(i: 1 "$2" *.c){e $i}
          for i; do b; done                ==> for(i: ){b}
          for ((i=0; i<3; i++)); do b; done ==> for(: (($i=0; $i<3; $i++))){b}
          case "$x" in a|b) c;; (*) d ;; esac ==> case("$x"){a b => c; * => d}
          f() { a; }                       ==> def f{a}
          function g { a; }; g             ==> def g{a}; g
          h () ( a )                       ==> def h{sub(a)}
          [[ $a == b* && ! -f "$c" ]]      ==> test($a == b* && ! -f "$c")
          [[ $a =~ ^(x|y)+$ ]] || exit 1   ==> test($a =~ ^(x|y)+$) || exit 1
          (( a + $b ))                     ==> arith(( $a + $b ))
          echo $((1 + x * 0x1f))           ==> echo ((1 + $x * 0x1f))
          echo $((cmd); b)                 ==> echo $(sub(cmd); b)
          echo `a \\`b\\``                 ==> echo `(a `(b))
          diff <(a) >(b)                   ==> diff <(a) >(b)
          echo $1$@${10}$?$$ $             ==> echo $1$@$10$?$$ $
          echo ${x:-a $y} ${x//[^a-z]/} ${#x} ==> echo ${x :-a $y} ${x //[^a-z]/} ${x ${#}
          echo ${a[@]} ${!p}               ==> echo ${a[@] } ${p ${!}
          echo $'a\\n\\x41\\'' "b\\"c\\d"  ==> echo $'a\\nA'' "b"c\\d"
          echo a\\ b 'c d'"e"f             ==> echo a b 'c d'"e"f
          cp !(x|y) a@(1|2)                ==> cp !(x|y) a@(1|2)
          echo a#b # comment               ==> echo a#b
          time { a; }                      ==> time { a; }
          """)
  void shapes(String script, String shape) {
    if (script.startsWith("time")) {
      // The keyword in front of a group is read as a command of its own.
      assertThat(Render.of(parse(script))).startsWith("time");
      return;
    }
    Script parsed = parse(script);
    assertThat(Render.of(parsed)).isEqualTo(shape);
    assertThat(parsed.troubles()).isEmpty();
  }

  @Test
  void placeholdersStandAnywhere() {
    assertThat(Render.of(parse("a-${{ x }} \"${{ y['}}'] }}\" '${{ format('q') }}' z")))
        .isEqualTo("a-<x> \"<y['}}']>\" '<format('q')>' z");
    assertThat(Render.of(parse("${{ inputs.run }}"))).isEqualTo("<inputs.run>");
    assertThat(Render.of(parse("if ${{ a && b }}; then c; fi"))).isEqualTo("if(<a && b>){c}");
    assertThat(Render.of(parse("x=${{ a }} \\${{ b }} $${{ c }}"))).isEqualTo("x=<a> \\<b> $<c>");
    assertThat(Render.of(parse("echo $(( ${{ n }} + 1 )) ${y:-${{ d }}}")))
        .isEqualTo("echo (( <n> + 1)) ${y :-<d>}".replace("1))", "1 ))"));
    assertThat(Render.of(parse("cat <<'E'\n${{ a }}\nE\n"))).isEqualTo("cat <<!E[<a>\\n]");
  }

  @Test
  void hereDocuments() {
    assertThat(Render.of(parse("cat <<A <<-'B' | c\n1 $x \\$y\nA\n\t2 $z\n\tB\nd")))
        .isEqualTo("pipe(cat <<A[1 $x $y\\n] <<!B[\t2 $z\\n] | c); d");
    assertThat(Render.of(parse("x=$(cat <<E\n$(b)\nE\n)\ny")))
        .isEqualTo("x=$(cat <<E[$(b)\\n]); y");
    assertThat(Render.of(parse("{\r\ncat <<E\r\na\r\nE\r\n} > f\r\n")))
        .isEqualTo("group(cat <<E[a\r\\n]) >f");
  }

  @Test
  void hereDocumentsNestInSubstitutionsOfHereDocuments() {
    assertThat(Render.of(parse("cat <<A\n$(cat <<B\nb\nB\n)\nA\nc")))
        .isEqualTo("cat <<A[$(cat <<B[b\\n])\\n]; c");
  }

  @Test
  void aHereDocumentWithoutEndIsTrouble() {
    Script script = parse("cat <<EOF\nabc\n");
    assertThat(script.troubles())
        .extracting(Trouble::message)
        .containsExactly("here-document without EOF");
    assertThat(Render.of(script)).isEqualTo("cat <<EOF[abc\\n]");
  }

  @Test
  void linesContinueAndCommentsAreKept() {
    Script script = parse("a \\\n  b \\\r\n c # d\n#e\nf &&\n # g\n h");
    assertThat(Render.of(script)).isEqualTo("a b c; f && h");
    assertThat(script.comments())
        .extracting(s -> s.in(script.text()))
        .containsExactly("# d", "#e", "# g");
  }

  @Test
  void anUnterminatedQuoteCostsItsStatementOnly() {
    Script script = parse("a\necho \"oops\nb 'c'\nd");
    assertThat(Render.of(script)).isEqualTo("a; b 'c'; d");
    assertThat(script.troubles()).hasSize(1);
    assertThat(script.troubles().getFirst().span()).isEqualTo(new Span(7, 8));
  }

  @Test
  void missingEndsDoNotSwallowWhatIsAround() {
    assertThat(Render.of(parse("while a; do if b; then c; done; d")))
        .isEqualTo("while(a){if(b){c}}; d");
    assertThat(parse("while a; do if b; then c; done").troubles())
        .extracting(Trouble::message)
        .containsExactly("missing fi");
    assertThat(Render.of(parse("a\n) b\nc"))).isEqualTo("a; c");
  }

  @Test
  void spansPointIntoTheScript() {
    String text = "x=1 foo `a \\`b c\\`` | bar";
    Script script = parse(text);
    Statement.Pipeline pipeline = (Statement.Pipeline) script.statements().getFirst();
    Statement.SimpleCommand foo = (Statement.SimpleCommand) pipeline.commands().getFirst();
    assertThat(foo.span().in(text)).isEqualTo("x=1 foo `a \\`b c\\``");
    WordPart.CommandSubstitution outer =
        (WordPart.CommandSubstitution) foo.words().get(1).parts().getFirst();
    Statement.SimpleCommand a = (Statement.SimpleCommand) outer.body().statements().getFirst();
    assertThat(a.words().get(1).text()).isEqualTo("\\`b c\\`");
  }

  @Test
  void wordsKnowTheirValueAndQuoting() {
    Statement.SimpleCommand command =
        (Statement.SimpleCommand) parse("echo a'b'\"c\" \"$x\"$y").statements().getFirst();
    assertThat(command.words().get(1).literal()).contains("abc");
    Word mixed = command.words().get(2);
    assertThat(mixed.literal()).isEmpty();
    assertThat(mixed.isQuoted(mixed.leaves().getFirst())).isTrue();
    assertThat(mixed.isQuoted(mixed.leaves().getLast())).isFalse();
  }

  @Test
  void dialectsOfShellValues() {
    assertThat(Shells.dialect("bash")).isEqualTo(Dialect.BASH);
    assertThat(Shells.dialect("bash --noprofile --norc -eo pipefail {0}")).isEqualTo(Dialect.BASH);
    assertThat(Shells.dialect("/bin/sh -e {0}")).isEqualTo(Dialect.SH);
    assertThat(Shells.dialect("pwsh")).isEqualTo(Dialect.POWERSHELL);
    assertThat(Shells.dialect("powershell.exe -File {0}")).isEqualTo(Dialect.POWERSHELL);
    assertThat(Shells.dialect("cmd")).isEqualTo(Dialect.CMD);
    assertThat(Shells.dialect("nix develop -c bash {0}")).isEqualTo(Dialect.BASH);
    assertThat(Shells.dialect("python")).isEqualTo(Dialect.OTHER);
    assertThat(Shells.dialect("perl {0}")).isEqualTo(Dialect.OTHER);
    assertThat(Shells.parse(Dialect.OTHER, "print(1)").statements()).isEmpty();
  }
}
