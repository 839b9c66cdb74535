package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Entry point: which language a script is in, and parsing it.
public final class Shells {
  private Shells() {}

  /// The dialect of a `shell:` value, as `bash`, `bash -e {0}` or `/bin/sh {0}`. The first known
  /// interpreter in it decides, so that `wsl bash {0}` is bash; a value without any is
  /// [Dialect#OTHER].
  ///
  /// Source: GitHub Actions, "Workflow syntax", `jobs.<job_id>.steps[*].shell`.
  public static Dialect dialect(String shell) {
    for (String word : shell.strip().split("[ \t]+", 20)) {
      Optional<Dialect> known = known(word);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return Dialect.OTHER;
  }

  /// The dialect that a program reads, by its file name: `bash`, `/bin/sh`, `pwsh.exe`.
  static Optional<Dialect> known(String program) {
    String name = baseName(program).toLowerCase(Locale.ROOT);
    name = name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    return switch (name) {
      case "sh", "dash", "ash", "busybox", "alpine.sh" -> Optional.of(Dialect.SH);
      case "bash", "ksh", "mksh", "msys2", "wsl-bash", "micromamba-shell", "rbash" ->
          Optional.of(Dialect.BASH);
      case "zsh" -> Optional.of(Dialect.ZSH);
      case "pwsh", "powershell" -> Optional.of(Dialect.POWERSHELL);
      case "cmd" -> Optional.of(Dialect.CMD);
      case "python", "python3", "python2", "node", "perl", "ruby", "php", "deno", "bun" ->
          Optional.of(Dialect.OTHER);
      default -> Optional.empty();
    };
  }

  static String baseName(String path) {
    int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    return path.substring(slash + 1);
  }

  /// Parses a script. Never throws; what was not understood is in [Script#troubles()].
  public static Script parse(Dialect dialect, String text) {
    Session session = new Session(text.length());
    List<Statement> statements = statements(dialect, Source.of(text), session);
    return new Script(
        dialect, new Span(0, text.length()), text, statements, session.troubles, session.comments);
  }

  static List<Statement> statements(Dialect dialect, Source source, Session session) {
    return switch (dialect) {
      case SH, BASH, ZSH -> new PosixParser(source, session, dialect).all();
      case POWERSHELL -> new PowerShellParser(source, session).all();
      case CMD -> new CmdParser(source, session).all();
      case OTHER -> List.of();
    };
  }
}
