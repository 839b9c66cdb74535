package dev.sallyport.scan.syntax.shell;

import java.util.List;

/// Beginnings of constructs. Repeated, each of them is a script that was made to hurt a parser.
final class HostileScripts {
  static final List<String> OPENERS =
      List.of(
          "$(",
          "`",
          "(",
          "((",
          "$((",
          "{ ",
          "\"$(",
          "'",
          "\"",
          "${",
          "${a:-",
          "${{",
          "<(",
          "[[ ",
          "if ",
          "case x in a) ",
          "while a; do ",
          "a=(",
          "<<E\n",
          "<<E <<F\n",
          "f() ",
          "function f ",
          "! ",
          "a | ",
          "a && ",
          ";;",
          "eval ",
          "eval '",
          "bash -c \"",
          "\\",
          "\\\n",
          "$'",
          "@(",
          "a[",
          "$((1+",
          "x=$(a ",
          "\"${a:-\"",
          "@\"\n",
          "@'\n",
          "<#",
          "if (",
          "@{",
          "@(",
          "[",
          "[a]::",
          "-not (",
          "$x.",
          "%{",
          "%a:",
          "!a:",
          "^",
          "for /f %%i in ('",
          "if a==",
          "sudo ",
          "env a=b ",
          "& ",
          "#",
          "# ${{ ",
          "\r",
          "\0",
          "\uE000",
          "echo $a$a | ",
          "echo \"a<<$x\" >> $GITHUB_ENV\n",
          "printf %s a ",
          "X=$X ",
          "X=$X\n",
          "while a; do X=$X; ",
          "f() { f; f; }; f; f\n",
          "f() { X=$X; a && return; f; }; f\n",
          "while a; do X=$X; a && break; ",
          "a && break\n",
          "set -- $@ $1; shift; ",
          "declare -A a=( ",
          "a[$x]=",
          "exec 3>>$GITHUB_ENV; echo $x >&3\n",
          "coproc ",
          "xargs -I{} sh -c '{} ",
          "$(( $[ ",
          "[scriptblock]::Create(",
          "$x.InvokeCommand.ExpandString(",
          "Start-Process ",
          "echo \\\\n",
          "a ",
          "\"$x\"",
          "%x%!x!",
          "a | tee -a $GITHUB_ENV | ",
          "cat f >> $GITHUB_ENV\n",
          "echo a | bash | ",
          "[[ $a == b ]] || exit 1\n",
          "cat <<A $(cat <<B\n",
          "\"a\n");

  static final List<Dialect> DIALECTS = List.of(Dialect.BASH, Dialect.POWERSHELL, Dialect.CMD);

  private HostileScripts() {}

  /// Parses a script and asks everything about it that can be asked.
  static Script exercise(Dialect dialect, String text) {
    Script script = Shells.parse(dialect, text);
    List<SimpleCommandView> commands = Commands.of(script);
    EnvFileWrites.of(commands);
    Placeholders.of(script);
    ShellFlow.analyze(script, commands, Marks.of(java.util.Optional::of));
    return script;
  }
}
