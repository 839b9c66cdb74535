package dev.sallyport.scan.flow;

import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Names of files that somebody else chose: who proposes a commit names the files in it. A name may
/// hold any character but `/` and NUL.
final class FileNames {
  private static final Set<String> LISTERS =
      Set.of("ls", "dir", "find", "fd", "fdfind", "tree", "get-childitem", "gci");

  /// Of git, what names files of the working copy.
  private static final Set<String> GIT_LISTERS = Set.of("ls-files", "ls-tree", "status", "grep");

  private static final List<String> GIT_DIFFS =
      List.of("diff", "diff-tree", "diff-index", "diff-files");

  private final JobFlow job;
  private final String working;

  /// @param working where the commands run
  FileNames(JobFlow job, String working) {
    this.job = job;
    this.working = working;
  }

  /// What a command prints, if that is such names.
  Optional<Taint> of(SimpleCommandView command) {
    if (job.foreign.isEmpty()) {
      return Optional.empty();
    }
    String name = command.name().orElse("");
    List<String> words = ForeignCode.words(command);
    if (LISTERS.contains(name)) {
      return places(name, words).stream()
          .flatMap(path -> within(path).stream())
          .findFirst()
          .map(t -> t.name(Charset.TEXT));
    }
    boolean git = name.equals("git") && words.stream().limit(3).anyMatch(GIT_LISTERS::contains);
    String directory = Answers.option(words, "-C").orElse(".");
    return git ? within(directory).map(t -> t.name(Charset.TEXT)) : Optional.empty();
  }

  /// The names that a pattern such as `docs/*` stands for.
  Optional<Taint> matching(Word pattern) {
    String text = ForeignCode.text(pattern);
    int star = text.indexOf('*') < 0 ? text.indexOf('?') : text.indexOf('*');
    // `--include=*.c` is an option, and `https://…?x` an address.
    boolean option = text.startsWith("-") || text.contains("://") || text.contains("=");
    if (job.foreign.isEmpty() || star < 0 || option) {
      return Optional.empty();
    }
    String directory = text.substring(0, text.lastIndexOf('/', star) + 1);
    return within(directory.isEmpty() ? "." : directory).map(t -> t.name(Charset.NAME));
  }

  /// Whether a command of git compares commits by the names of their files.
  static boolean compares(List<String> words) {
    return !words.isEmpty()
        && GIT_DIFFS.contains(words.getFirst())
        && words.stream().anyMatch(w -> w.startsWith("--name-") || w.equals("--stat"));
  }

  private Optional<Taint> within(String path) {
    return job.own.holds(Foreign.within(working, path))
        ? Optional.empty()
        : job.foreign.last(working, path, _ -> true).map(placed -> placed.area().taint());
  }

  /// `find` takes its directories in front of its tests.
  private static List<String> places(String name, List<String> words) {
    List<String> places =
        name.equals("find")
            ? words.stream()
                .takeWhile(w -> !w.startsWith("-") && !w.startsWith("(") && !w.startsWith("!"))
                .toList()
            : words.stream().filter(w -> !w.startsWith("-")).toList();
    // The first operand of `fd` is a pattern.
    boolean pattern = name.startsWith("fd") && !places.isEmpty();
    List<String> rest = pattern ? places.subList(1, places.size()) : places;
    return rest.isEmpty() ? List.of(".") : rest;
  }
}
