package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Interpreters.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Programs that run text which they are given as an argument or as their input, as a table: one
/// line for each. What takes more than a line is in [Interpreters].
final class KnownPrograms {
  /// Program and sub-commands | where the text stands | its language.
  ///
  /// - `-x --long`: the value of an option; `-o:Key=`: only where it begins so
  /// - `@`: all operands behind the sub-commands, joined by blanks
  /// - `@1`: one operand, counted from 1; `@Key=` those that begin so
  /// - `>Key`: the operand behind one that begins so
  /// - `<`: the standard input, unless an option names another source; `<0`: only without operands
  private static final String TABLE =
      """
      adb shell               | @                                   | sh
      ansible                 | -a --args                           | text
      ansible-playbook        | -e --extra-vars                     | text
      aws ecs execute-command | --command                           | sh
      aws ssm send-command    | --parameters                        | text
      az container exec       | --exec-command                      | sh
      az vm run-command       | --scripts                           | sh
      bb                      | -e --eval                           | text
      bundle rails runner     | @1                                  | text
      cf ssh                  | -c --command                        | sh
      clj                     | -e --eval                           | text
      clojure                 | -e --eval                           | text
      concurrently            | @                                   | sh
      crontab                 | <0                                   | text
      crystal eval            | @1                                  | text
      csh                     | -c                                  | text
      curl                    | -K:- --config:-                     | input
      doppler run             | --command                           | sh
      eb ssh                  | -c --command                        | sh
      ed                      | <                                   | text
      elixir                  | -e --eval                           | text
      elvish                  | -c                                  | text
      emacs                   | --eval -eval --execute              | text
      erl                     | -eval                               | text
      ex                      | -c --cmd <                          | text
      expect                  | -c <0                                | text
      fish                    | -c --command -C <0                   | text
      fly ssh console         | -C --command                        | sh
      flyctl ssh console      | -C --command                        | sh
      foreman run             | @                                   | sh
      gcloud ssh              | --command                           | sh
      gdb                     | -ex -iex --eval-command             | text
      ghc                     | -e                                  | text
      git -c                  | -c:alias. -c:core.sshCommand= -c:core.pager= -c:core.editor= -c:core.fsmonitor= -c:core.hooksPath= -c:core.askPass= -c:credential.helper= -c:diff.external= -c:sequence.editor= -c:gpg.program= -c:protocol.ext. | text
      git archive             | --exec                              | text
      git bisect run          | @                                   | sh
      git clone               | -u --upload-pack                    | sh
      git config              | >alias. >core.hooksPath >core.sshCommand >core.pager >core.editor >core.fsmonitor >credential.helper | text
      git difftool            | -x --extcmd                         | sh
      git fetch               | --upload-pack                       | sh
      git filter-branch       | --tree-filter --index-filter --msg-filter --env-filter --commit-filter --parent-filter --tag-name-filter --setup | sh
      git ls-remote           | --upload-pack                       | sh
      git pull                | --upload-pack                       | sh
      git push                | --receive-pack --exec               | sh
      git rebase              | -x --exec                           | sh
      git submodule foreach   | @                                   | sh
      gmake                   | @?=                                 | text
      guile                   | -c                                  | text
      heroku run              | @                                   | sh
      hyperfine               | @ --prepare --setup --cleanup       | sh
      ipython                 | -c                                  | text
      ipython3                | -c                                  | text
      jshell                  | <0                                   | text
      kotlin                  | -e                                  | text
      kotlinc                 | -e                                  | text
      lldb                    | -o -O --one-line                    | text
      make                    | @?=                                 | text
      man                     | -P --pager                          | sh
      mapfile                 | -C                                  | sh
      mariadb                 | -e:\\! -e:system < | text
      matlab                  | -r -batch                           | text
      mise exec               | -c --command                        | sh
      mise x                  | -c --command                        | sh
      mongo                   | --eval <                            | text
      mongosh                 | --eval <                            | text
      mysql                   | -e:\\! -e:system < | text
      nc                      | -e -c                               | sh
      ncat                    | -e -c --exec --sh-exec              | sh
      newgrp                  | <                                   | sh
      nim                     | --eval                              | text
      nix eval                | --expr                              | text
      nix-instantiate         | -E --expr                           | text
      nodemon                 | --exec -x                           | sh
      npm exec                | -c --call                           | sh
      npx                     | -c --call                           | sh
      nu                      | -c --commands                       | text
      nvim                    | -c --cmd                            | text
      ocaml                   | -e                                  | text
      octave                  | --eval                              | text
      pnpm exec               | -c --shell-mode                     | sh
      psql                    | -c:\\! --command:\\! <               | text
      racket                  | -e --eval                           | text
      rails runner            | @1                                  | text
      R                       | -e <                                | text
      rclone                  | --password-command                  | sh
      readarray               | -C                                  | sh
      redis-cli eval          | @1                                  | text
      restic                  | --password-command                  | sh
      rsync                   | -e --rsh                            | text
      sage                    | -c                                  | text
      sbcl                    | --eval                              | text
      sbt                     | @                                   | text
      scala                   | -e                                  | text
      scp                     | -S -o:ProxyCommand= -o:LocalCommand= | text
      screen stuff            | @                                   | sh
      sftp                    | -S -o:ProxyCommand= -o:LocalCommand= | text
      sg                      | -c --command @2                     | sh
      socat                   | @EXEC: @SYSTEM: @exec: @system:     | text
      sort                    | --compress-program                  | text
      ssh                     | -o:ProxyCommand= -o:LocalCommand=   | text
      sqlite3                 | @.shell @.system <                  | text
      start-server-and-test   | @                                   | sh
      swift                   | -e                                  | text
      tar                     | --to-command -I --use-compress-program --info-script --rsh-command --checkpoint-action:exec= | sh
      tclsh                   | <0                                   | text
      tcsh                    | -c                                  | text
      tmux if-shell           | @                                   | sh
      tmux new                | @                                   | sh
      tmux new-session        | @                                   | sh
      tmux new-window         | @                                   | sh
      tmux neww               | @                                   | sh
      tmux run-shell          | @                                   | sh
      tmux send               | @                                   | sh
      tmux send-keys          | @                                   | sh
      tmux split-window       | @                                   | sh
      vagrant ssh             | -c --command                        | sh
      vi                      | -c --cmd                            | text
      vim                     | -c --cmd                            | text
      xonsh                   | -c                                  | text
      xterm                   | -e                                  | sh
      yarn exec               | @                                   | sh
      zip                     | -TT --unzip-command                 | sh
      """;

  private static final Map<String, List<Row>> ROWS = rows();

  /// Programs of packages that a runner starts by their name.
  private static final Set<String> RUNNERS = Set.of("npx", "bunx", "pnpx");

  /// Options of the programs with joined operands that take the next word.
  private static final Set<String> VALUES =
      Set.of("-a", "--app", "-t", "-s", "-n", "-c", "-r", "--remote", "--env", "-S", "-w");

  /// With these a program takes its text from somewhere else than its input.
  private static final Set<String> OTHER_SOURCES =
      Set.of("-c", "-e", "-f", "-l", "--command", "--execute", "--file", "--eval");

  private KnownPrograms() {}

  /// @param subcommands that have to follow the program, in this order
  /// @param where see [#TABLE]
  private record Row(List<String> subcommands, List<String> where, Dialect dialect) {}

  private static Map<String, List<Row>> rows() {
    Map<String, List<Row>> rows = new HashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] columns = line.split("\\|");
      List<String> command = List.of(columns[0].strip().split(" "));
      Dialect dialect = columns[2].strip().equals("sh") ? Dialect.SH : Dialect.OTHER;
      List<String> where = List.of(columns[1].strip().split(" "));
      rows.computeIfAbsent(command.getFirst(), _ -> new ArrayList<>())
          .add(new Row(command.subList(1, command.size()), where, dialect));
    }
    return rows;
  }

  /// All programs of the table.
  static Set<String> names() {
    return Set.copyOf(ROWS.keySet());
  }

  /// The program texts among the arguments of a command.
  static List<Code> code(String name, List<Word> arguments) {
    int first = RUNNERS.contains(name) ? operand(arguments, 0) : arguments.size();
    String inner = first < arguments.size() ? arguments.get(first).literal().orElse("") : "";
    List<Code> found = new ArrayList<>(of(name, arguments, 0));
    if (!inner.isEmpty()) {
      found.addAll(of(inner, arguments, first + 1));
    }
    return found;
  }

  /// @param from arguments before it belong to whoever starts the program
  private static List<Code> of(String name, List<Word> arguments, int from) {
    List<Code> found = new ArrayList<>();
    for (Row row : ROWS.getOrDefault(name, List.of())) {
      int behind = behind(row.subcommands(), arguments, from);
      if (behind >= 0) {
        Set<Integer> known = new HashSet<>();
        found.forEach(code -> known.add(code.first()));
        for (String where : row.where()) {
          for (Code code : at(where, arguments, behind, row.dialect())) {
            if (known.add(code.first())) {
              found.add(code);
            }
          }
        }
      }
    }
    return found;
  }

  private static List<Code> at(String where, List<Word> arguments, int behind, Dialect dialect) {
    if (where.equals("@")) {
      return Interpreters.joined(arguments, operand(arguments, behind), dialect);
    }
    if (where.startsWith(">")) {
      return following(where.substring(1), arguments, behind, dialect);
    }
    if (where.startsWith("@")) {
      return operands(where.substring(1), arguments, behind, dialect);
    }
    if (where.startsWith("<") || where.endsWith(":-")) {
      return List.of();
    }
    int colon = where.indexOf(':');
    String option = colon < 0 ? where : where.substring(0, colon);
    String beginning = colon < 0 ? "" : where.substring(colon + 1);
    return values(arguments, Set.of(option), dialect).stream()
        .filter(code -> begins(code.words().getFirst(), beginning))
        .toList();
  }

  /// A value that begins with what varies may begin with anything.
  private static boolean begins(Word word, String beginning) {
    String text = word.literalPrefix();
    return text.isEmpty() || beginning.isEmpty() || lower(text).startsWith(lower(beginning));
  }

  private static List<Code> operands(
      String which, List<Word> arguments, int behind, Dialect dialect) {
    List<Code> found = new ArrayList<>();
    int nth = 0;
    for (int i = behind; i < arguments.size(); i++) {
      String text = arguments.get(i).literalPrefix();
      if (text.startsWith("-")) {
        continue;
      }
      nth++;
      boolean assigned = which.equals("?=") && Wrappers.assignedName(arguments.get(i)).isPresent();
      boolean counted = which.equals(String.valueOf(nth));
      boolean begins = which.length() > 2 && text.startsWith(which);
      if (assigned || counted || begins) {
        found.add(new Code(i, arguments.subList(i, i + 1), dialect, List.of()));
      }
    }
    return found;
  }

  private static List<Code> following(
      String key, List<Word> arguments, int behind, Dialect dialect) {
    List<Code> found = new ArrayList<>();
    for (int i = behind; i + 1 < arguments.size(); i++) {
      String text = arguments.get(i).literal().orElse("");
      if (lower(text).startsWith(lower(key))) {
        found.add(new Code(i + 1, arguments.subList(i + 1, i + 2), dialect, List.of()));
      }
    }
    return found;
  }

  /// Index of the first operand.
  private static int operand(List<Word> arguments, int from) {
    int i = from;
    while (i < arguments.size() && arguments.get(i).literalPrefix().startsWith("-")) {
      i += VALUES.contains(arguments.get(i).literalPrefix()) ? 2 : 1;
    }
    return i;
  }

  /// Where the arguments of the last sub-command begin, -1 if they are not all there.
  private static int behind(List<String> subcommands, List<Word> arguments, int from) {
    int at = from;
    for (String wanted : subcommands) {
      while (at < arguments.size() && !arguments.get(at).is(wanted)) {
        at++;
      }
      if (at >= arguments.size()) {
        return -1;
      }
      at++;
    }
    return at;
  }

  /// The values of options: `-c x`, `-cx`, `--long x`, `--long=x`, `--long:x`.
  static List<Code> values(List<Word> arguments, Set<String> options, Dialect dialect) {
    List<Code> found = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Word word = arguments.get(i);
      if (word.literal().filter(options::contains).isPresent()) {
        if (i + 1 < arguments.size()) {
          found.addAll(Interpreters.one(arguments, i + 1, dialect));
        }
        continue;
      }
      int cut = glued(word, options);
      if (cut > 0) {
        found.add(new Code(i, List.of(word.dropPrefix(cut)), dialect, List.of()));
      }
    }
    return found;
  }

  /// Where the value begins in a word that holds option and value, 0 if it does not.
  private static int glued(Word word, Set<String> options) {
    String text = word.literalPrefix();
    if (!text.startsWith("-")) {
      return 0;
    }
    if (text.startsWith("--")) {
      int end = text.indexOf('=') < 0 ? text.indexOf(':') : text.indexOf('=');
      return end > 0 && options.contains(text.substring(0, end)) ? end + 1 : 0;
    }
    boolean varies = word.literal().isEmpty() && text.length() >= 2;
    return varies && options.contains(text.substring(0, 2)) ? 2 : 0;
  }

  /// The language of the program that a command reads from its standard input, if it does.
  static Optional<Dialect> input(String name, List<Word> arguments) {
    for (Row row : ROWS.getOrDefault(name, List.of())) {
      for (String where : row.where()) {
        boolean reads =
            where.startsWith("<")
                ? isLeft(where, arguments)
                : where.endsWith(":-") && isAsked(where, arguments);
        if (reads && behind(row.subcommands(), arguments, 0) >= 0) {
          return Optional.of(row.dialect());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isLeft(String where, List<Word> arguments) {
    boolean elsewhere =
        arguments.stream()
            .map(word -> word.literalPrefix().split("=", 2)[0])
            .anyMatch(OTHER_SOURCES::contains);
    boolean operands = arguments.stream().anyMatch(w -> !w.literalPrefix().startsWith("-"));
    return !elsewhere && !(where.equals("<0") && operands);
  }

  /// `-K -`, for `-K:-`.
  private static boolean isAsked(String where, List<Word> arguments) {
    Set<String> options = Set.of(where.substring(0, where.indexOf(':')));
    return values(arguments, options, Dialect.OTHER).stream()
        .anyMatch(code -> code.words().getFirst().is("-"));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
