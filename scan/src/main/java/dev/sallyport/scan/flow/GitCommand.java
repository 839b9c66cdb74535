package dev.sallyport.scan.flow;

import dev.sallyport.scan.flow.ContextSources.Revision;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One `git` command, as far as it brings somebody else's commits.
final class GitCommand {
  private static final Set<String> VALUES =
      Set.of(
          "-C",
          "-c",
          "--git-dir",
          "--work-tree",
          "-b",
          "-B",
          "--branch",
          "--depth",
          "-o",
          "--origin",
          "-j",
          "--jobs",
          "--filter",
          "--config",
          "--reference",
          "-m",
          "--message");

  private final JobFlow job;
  private final FetchedCode code;
  private final Revisions revisions;
  private final SimpleCommandView command;
  private final List<String> words;
  private final String working;
  private String name = "";
  private int first;

  GitCommand(
      JobFlow job,
      FetchedCode code,
      Revisions revisions,
      SimpleCommandView command,
      String working) {
    this.job = job;
    this.code = code;
    this.revisions = revisions;
    this.command = command;
    List<String> all = ForeignCode.words(command);
    this.words = all;
    String directory = working;
    int i = 0;
    while (i < all.size() && all.get(i).startsWith("-")) {
      if (all.get(i).equals("-C") && i + 1 < all.size()) {
        directory = Foreign.within(working, all.get(i + 1));
      }
      i += VALUES.contains(all.get(i)) ? 2 : 1;
    }
    this.working = directory;
    if (i < all.size()) {
      this.name = all.get(i);
      this.first = i + 1;
    }
  }

  boolean fetches() {
    return switch (name) {
      case "clone" -> clones();
      case "remote" -> names();
      case "fetch" -> fetched();
      case "pull" -> {
        fetched();
        yield takes();
      }
      case "checkout",
          "switch",
          "reset",
          "merge",
          "rebase",
          "cherry-pick",
          "worktree",
          "read-tree",
          "restore" ->
          takes();
      case "apply", "am" -> {
        code.patch(command, words.subList(first, words.size()), working);
        yield true;
      }
      default -> false;
    };
  }

  private List<String> operands() {
    List<String> out = new ArrayList<>();
    for (int i = first; i < words.size(); i++) {
      String word = words.get(i);
      if (VALUES.contains(word)) {
        i++;
      } else if (!word.startsWith("-")) {
        out.add(word);
      }
    }
    return out;
  }

  /// A branch of the same name in a repository that is named by hand is not the proposer's.
  private boolean clones() {
    List<String> operands = operands();
    Optional<Taint> taint = revisions.of(command, Taint::namesCode);
    boolean varies = !operands.isEmpty() && operands.getFirst().contains("$");
    if (taint.isPresent() && varies) {
      code.add(
          command,
          FetchedCode.cloned(operands, working),
          taint.get(),
          "git clone fetches that code");
    }
    return taint.isPresent() && varies;
  }

  /// `git remote add fork URL`.
  private boolean names() {
    List<String> operands = operands();
    boolean sets = operands.size() > 2 && Set.of("add", "set-url").contains(operands.getFirst());
    Optional<Taint> taint =
        sets ? revisions.of(command, t -> t.revision() == Revision.REPOSITORY) : Optional.empty();
    taint.ifPresent(t -> job.fetched.put(operands.get(1) + "/", t));
    return taint.isPresent();
  }

  /// What is fetched is not yet in the workspace.
  private boolean fetched() {
    Optional<Taint> taint = revisions.of(command, this::names).or(this::pulled).or(this::known);
    taint.ifPresent(
        t -> {
          job.fetched.put("FETCH_HEAD", t);
          for (String operand : operands()) {
            int colon = operand.lastIndexOf(':');
            if (colon > 0 && !operand.contains("://")) {
              job.fetched.put(local(operand.substring(colon + 1)), t);
            }
          }
        });
    return taint.isPresent();
  }

  private static String local(String ref) {
    String name = ref;
    for (String prefix : new String[] {"refs/heads/", "refs/remotes/", "refs/"}) {
      name = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
    return name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
  }

  private Optional<Taint> pulled() {
    boolean pull = words.stream().anyMatch(w -> w.contains("pull/"));
    return pull ? Optional.of(FetchedCode.pullRequest("a pull request's ref")) : Optional.empty();
  }

  /// A number names code only as part of a pull request's ref.
  private boolean names(Taint taint) {
    boolean number = taint.charset() == Charset.FIXED && taint.revision() == Revision.MUTABLE;
    return taint.namesCode() && (!number || words.stream().anyMatch(w -> w.contains("pull/")));
  }

  private boolean takes() {
    Optional<Taint> taint = given().or(this::pulled).or(this::known);
    taint.ifPresent(
        t -> {
          List<String> operands = operands();
          boolean tree = name.equals("worktree") && operands.size() > 1;
          String directory = tree ? Foreign.within(working, operands.get(1)) : working;
          code.add(command, directory, t, "git puts that code into the workspace");
        });
    return taint.isPresent();
  }

  /// The revision among the words; the name that a new branch gets is none.
  private Optional<Taint> given() {
    List<Word> arguments = command.arguments();
    for (int i = first; i < arguments.size(); i++) {
      boolean named =
          Set.of("-b", "-B", "-c", "-C", "-m", "--message", "--orphan").contains(words.get(i - 1));
      Optional<Taint> taint =
          named ? Optional.empty() : revisions.of(command, arguments.get(i), this::names);
      if (taint.isPresent()) {
        return taint;
      }
    }
    return Optional.empty();
  }

  /// A remote or ref that somebody else's code was fetched to before.
  private Optional<Taint> known() {
    for (String operand : operands()) {
      Taint taint = job.fetched.get(operand);
      taint = taint == null ? job.fetched.get(operand + "/") : taint;
      for (int i = operand.indexOf('/'); i >= 0 && taint == null; i = operand.indexOf('/', i + 1)) {
        taint = job.fetched.get(operand.substring(0, i + 1));
      }
      if (taint != null) {
        return Optional.of(taint);
      }
    }
    return Optional.empty();
  }
}
