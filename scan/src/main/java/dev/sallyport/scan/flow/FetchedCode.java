package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.flow.ContextSources.Revision;
import dev.sallyport.scan.syntax.expression.ExpressionParser;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.shell.Redirect;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.UseKind;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Commands of a script that bring somebody else's files: `git`, `gh`, downloads, archives, patches.
final class FetchedCode {
  private static final Set<String> ARCHIVERS =
      Set.of("unzip", "tar", "bsdtar", "7z", "Expand-Archive", "expand-archive");
  private static final Set<String> DOWNLOADERS =
      Set.of("curl", "wget", "aria2c", "invoke-webrequest", "iwr");

  /// What an address of an archive or of a single file of a commit has in it.
  private static final List<String> ARCHIVES =
      List.of("/archive/", "tarball", "zipball", "codeload.", ".tar.gz", ".tgz", ".zip");

  private static final List<String> FILES =
      List.of("raw.githubusercontent.com", "/raw/", "/contents/");

  private final JobFlow job;
  private final Hits.Spot spot;
  private final Scope inside;
  private final Step step;
  private final Body body;
  private final Supplier<List<Use<Taint>>> analysis;
  private @Nullable List<Use<Taint>> uses;
  private final List<Download> piped = new ArrayList<>();

  /// A download whose text goes on through a pipe.
  private record Download(SimpleCommandView command, Taint taint) {}

  /// @param analysis where the script uses foreign values; asked for only if a command needs it
  FetchedCode(
      JobFlow job, Hits.Spot spot, Scope inside, Body body, Supplier<List<Use<Taint>>> analysis) {
    this.job = job;
    this.spot = spot;
    this.inside = inside;
    this.step = spot.site().step();
    this.body = body;
    this.analysis = analysis;
  }

  /// Whether a command brings files, seen from a directory; then they are noted.
  boolean fetches(SimpleCommandView command, String working) {
    String name = command.name().orElse("");
    List<String> words = ForeignCode.words(command);
    return switch (name) {
      case "gh", "hub" -> forge(command, words, working);
      case "git" -> new GitCommand(command, words, working).fetches();
      case "patch" -> {
        patch(command, words, working);
        yield true;
      }
      default -> {
        if (DOWNLOADERS.contains(name)) {
          download(command, words, working);
        } else if (ARCHIVERS.contains(name)) {
          unpack(command, words, working);
        }
        yield false;
      }
    };
  }

  /// What a download puts into the pipe that a command reads.
  Optional<Taint> pipedInto(SimpleCommandView command) {
    List<SimpleCommandView> upstream = command.upstream();
    return piped.stream()
        .filter(d -> upstream.contains(d.command))
        .map(Download::taint)
        .findFirst();
  }

  private boolean forge(SimpleCommandView command, List<String> words, String working) {
    if (starts(words, "pr", "checkout")) {
      checkout(command, working, "gh pr checkout puts the pull request's code into the workspace");
      return true;
    }
    if (starts(words, "repo", "clone")) {
      revision(command, Taint::namesCode)
          .ifPresent(t -> add(command, cloned(words.subList(2, words.size()), working), t));
      return true;
    }
    if (starts(words, "run", "download")) {
      artifacts(command, words, working);
      return true;
    }
    if (!words.isEmpty() && words.getFirst().equals("api")) {
      download(command, words, working);
    }
    return false;
  }

  private void checkout(SimpleCommandView command, String working, String what) {
    Taint taint =
        revision(command, Taint::namesCode).orElseGet(() -> pullRequest("a pull request's code"));
    boolean pulls =
        job.frame.started().triggers().stream()
            .anyMatch(
                t -> t.event().startsWith("pull_request") || t.event().equals("issue_comment"));
    if (pulls || taint.hops() > 0) {
      add(command, working, taint, what);
    }
  }

  private void add(SimpleCommandView command, String directory, Taint taint) {
    add(command, directory, taint, "that code is fetched");
  }

  private void add(SimpleCommandView command, String directory, Taint taint, String what) {
    Taint arrived = taint.through(body.place().apply(command.span()), what);
    boolean mutable = taint.revision() != Revision.COMMIT;
    job.foreign.add(new Foreign(Foreign.Kind.CHECKOUT, directory, arrived, mutable, step.label()));
    job.hits.add(
        spot,
        Sink.CHECKOUT,
        at(command),
        taint,
        mutable ? "mutable" : "",
        "it lies in " + (directory.isEmpty() ? "the workspace" : directory));
  }

  private Span at(SimpleCommandView command) {
    return body.source().apply(command.span());
  }

  private static Taint pullRequest(String origin) {
    return new Taint(
        Charset.FIXED,
        Set.of("pull_request_target", "pull_request", "issue_comment"),
        Reach.OUTSIDER,
        Revision.MUTABLE,
        origin,
        List.of(),
        0,
        null,
        Confidence.HIGH,
        null);
  }

  // ---- which revision

  /// The first foreign value among the words and the input of a command that is wanted.
  private Optional<Taint> revision(SimpleCommandView command, Predicate<Taint> wanted) {
    for (Word word : command.arguments()) {
      Optional<Taint> found = revision(command, word, wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return uses(command).stream()
        .map(Use::label)
        .filter(wanted)
        .filter(job::happens)
        .findFirst();
  }

  /// The same of one word: through an expression, the environment, or what the script assigned.
  private Optional<Taint> revision(
      SimpleCommandView command, Word word, Predicate<Taint> wanted) {
    List<WordPart> leaves = word.leaves();
    for (WordPart part : leaves) {
      for (Taint taint : taints(part)) {
        if (wanted.test(taint) && job.happens(taint)) {
          return Optional.of(taint);
        }
      }
    }
    return leaves.stream().allMatch(WordPart.Literal.class::isInstance)
        ? Optional.empty()
        : uses(command).stream()
            .filter(use -> use.part().filter(leaves::contains).isPresent())
            .map(Use::label)
            .filter(wanted)
            .filter(job::happens)
            .findFirst();
  }

  private List<Use<Taint>> uses(SimpleCommandView command) {
    return uses().stream()
        .filter(use -> use.command().filter(c -> c == command).isPresent())
        .filter(use -> use.kind() != UseKind.FILE_WRITE)
        .toList();
  }

  private List<Use<Taint>> uses() {
    List<Use<Taint>> known = uses;
    if (known == null) {
      known = analysis.get();
      uses = known;
    }
    return known;
  }

  private List<Taint> taints(WordPart part) {
    return switch (part) {
      case WordPart.Variable variable -> inside.env(variable.name());
      case WordPart.Placeholder placeholder ->
          ExpressionParser.parse(placeholder.inner(), 0).tree().stream()
              .flatMap(expr -> Flow.reaching(expr).stream())
              .flatMap(r -> inside.path(r.path()).stream())
              .toList();
      default -> List.of();
    };
  }

  // ---- git

  /// One `git` command.
  private final class GitCommand {
    private static final Set<String> VALUES =
        Set.of("-C", "-c", "--git-dir", "--work-tree", "-b", "-B", "--branch", "--depth", "-o",
            "--origin", "-j", "--jobs", "--filter", "--config", "--reference", "-m", "--message");

    private final SimpleCommandView command;
    private final List<String> words;
    private final String working;
    private String name = "";
    private int first;

    GitCommand(SimpleCommandView command, List<String> all, String working) {
      this.command = command;
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
        case "checkout", "switch", "reset", "merge", "rebase", "cherry-pick", "worktree",
            "read-tree", "restore" ->
            takes();
        case "apply", "am" -> {
          patch(command, words.subList(first, words.size()), working);
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
      Optional<Taint> taint = revision(command, Taint::namesCode);
      boolean varies = !operands.isEmpty() && operands.getFirst().contains("$");
      if (taint.isPresent() && varies) {
        add(command, cloned(operands, working), taint.get(), "git clone fetches that code");
      }
      return taint.isPresent() && varies;
    }

    /// `git remote add fork URL`.
    private boolean names() {
      List<String> operands = operands();
      boolean sets = operands.size() > 2 && Set.of("add", "set-url").contains(operands.getFirst());
      Optional<Taint> taint =
          sets ? revision(command, t -> t.revision() == Revision.REPOSITORY) : Optional.empty();
      taint.ifPresent(t -> job.fetched.put(operands.get(1) + "/", t));
      return taint.isPresent();
    }

    /// What is fetched is not yet in the workspace.
    private boolean fetched() {
      Optional<Taint> taint = revision(command, this::names).or(this::pulled).or(this::known);
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
      return pull ? Optional.of(pullRequest("a pull request's ref")) : Optional.empty();
    }

    /// A number names code only as part of a pull request's ref.
    private boolean names(Taint taint) {
      boolean number =
          taint.charset() == Charset.FIXED && taint.revision() == Revision.MUTABLE;
      return taint.namesCode() && (!number || words.stream().anyMatch(w -> w.contains("pull/")));
    }

    private boolean takes() {
      Optional<Taint> taint = given().or(this::pulled).or(this::known);
      taint.ifPresent(
          t -> {
            List<String> operands = operands();
            boolean tree = name.equals("worktree") && operands.size() > 1;
            String directory = tree ? Foreign.within(working, operands.get(1)) : working;
            add(command, directory, t, "git puts that code into the workspace");
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
            named ? Optional.empty() : revision(command, arguments.get(i), this::names);
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

  /// The directory that a clone makes: named, or called as the repository.
  private static String cloned(List<String> words, String working) {
    List<String> operands = words.stream().filter(w -> !w.startsWith("-")).toList();
    if (operands.size() > 1) {
      return Foreign.within(working, operands.get(1));
    }
    String address = operands.isEmpty() ? "" : operands.getFirst();
    String name = address.substring(address.lastIndexOf('/') + 1);
    String plain = name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
    boolean known = !plain.isEmpty() && plain.indexOf('$') < 0 && plain.indexOf('}') < 0;
    return Foreign.within(working, known ? plain : Foreign.SOMEWHERE);
  }

  // ---- patches

  private void patch(SimpleCommandView command, List<String> words, String working) {
    Predicate<Taint> wanted = t -> t.revision() == Revision.PATCH;
    Optional<Taint> taint = revision(command, wanted).or(() -> patchFile(command, words, working));
    taint.ifPresent(t -> add(command, working, t, "the proposed change is applied to the files"));
  }

  private Optional<Taint> patchFile(
      SimpleCommandView command, List<String> words, String working) {
    List<String> names = new ArrayList<>(words.stream().filter(w -> !w.startsWith("-")).toList());
    for (Redirect redirect : command.redirects()) {
      if (redirect.operator() == Redirect.Operator.READ) {
        names.add(ForeignCode.text(redirect.target()));
      }
    }
    for (String name : names) {
      Optional<Taint> written =
          uses().stream()
              .filter(u -> u.kind() == UseKind.FILE_WRITE && u.target().filter(name::equals).isPresent())
              .map(Use::label)
              .filter(t -> t.revision() == Revision.PATCH)
              .findFirst();
      Taint before = job.files.get(Foreign.normal(name));
      if (written.isPresent()) {
        return written;
      }
      if (before != null && before.revision() == Revision.PATCH) {
        return Optional.of(before);
      }
      Optional<Taint> artifact =
          job.foreign.stream()
              .filter(area -> area.kind() == Foreign.Kind.ARTIFACT && area.holds(working, name))
              .map(Foreign::taint)
              .findFirst();
      if (artifact.isPresent()) {
        return artifact;
      }
    }
    return Optional.empty();
  }

  // ---- downloads

  private void download(SimpleCommandView command, List<String> words, String working) {
    String all = String.join(" ", words).toLowerCase(Locale.ROOT);
    boolean archive = ARCHIVES.stream().anyMatch(all::contains);
    if (!archive && FILES.stream().noneMatch(all::contains)) {
      return;
    }
    Optional<Taint> taint = revision(command, Taint::namesCode);
    if (taint.isEmpty()) {
      return;
    }
    Taint arrived = taint.get().through(body.place().apply(command.span()), "that code is downloaded");
    Optional<SimpleCommandView> archiver =
        command.downstream().stream()
            .filter(c -> ARCHIVERS.contains(c.name().orElse("")))
            .findFirst();
    if (archiver.isPresent()) {
      unpacked(archiver.get(), arrived, working);
    } else {
      piped.add(new Download(command, arrived));
      job.downloads.put(Foreign.within(working, destination(command, words)), arrived);
    }
  }

  private static String destination(SimpleCommandView command, List<String> words) {
    Optional<String> redirected =
        command.outputFile().map(redirect -> ForeignCode.text(redirect.target()));
    return redirected
        .or(() -> option(words, "-o", "--output", "-O", "--output-document", "-OutFile"))
        .orElseGet(
            () -> {
              String address = words.stream().filter(w -> w.contains("/")).findFirst().orElse("");
              return address.substring(address.lastIndexOf('/') + 1);
            });
  }

  /// Unpacking an archive that a script downloaded puts its files into the working directory.
  private void unpack(SimpleCommandView command, List<String> words, String working) {
    for (String word : words) {
      Taint taint = job.downloads.get(Foreign.within(working, word));
      if (taint != null) {
        unpacked(command, taint, working);
        return;
      }
    }
    boolean archive = words.stream().anyMatch(w -> w.endsWith(".zip") || w.endsWith(".tar.gz"));
    for (Foreign area : List.copyOf(job.foreign)) {
      if (area.kind() == Foreign.Kind.ARTIFACT && archive) {
        String directory = option(words, "-d", "-C").orElse(working);
        artifact(
            command,
            directory,
            area.taint().through(body.place().apply(command.span()), "the archive is unpacked"));
        return;
      }
    }
  }

  /// The forge's archives have one directory on top, named after repository and commit.
  private void unpacked(SimpleCommandView command, Taint taint, String working) {
    List<String> words = ForeignCode.words(command);
    String directory =
        option(words, "-C", "-d", "--directory", "-DestinationPath")
            .map(d -> Foreign.within(working, d))
            .orElse(working);
    boolean flat = words.stream().anyMatch(w -> w.startsWith("--strip"));
    boolean root = flat || !directory.equals(working);
    String below = directory.isEmpty() ? Foreign.SOMEWHERE : directory + "/" + Foreign.SOMEWHERE;
    add(command, root ? directory : below, taint, "the archive is unpacked");
  }

  // ---- artifacts

  private void artifacts(SimpleCommandView command, List<String> words, String working) {
    if (!job.frame.started().on("workflow_run")) {
      return;
    }
    String directory = option(words, "-D", "--dir").orElse(working);
    Taint taint =
        ActionFlow.artifactTaint(Confidence.HIGH)
            .through(body.place().apply(command.span()), "gh run download unpacks the run's artifact");
    artifact(command, directory, taint);
  }

  private void artifact(SimpleCommandView command, String directory, Taint taint) {
    String path = Foreign.normal(directory);
    job.foreign.add(new Foreign(Foreign.Kind.ARTIFACT, path, taint, false, step.label()));
    job.hits.add(
        spot,
        Sink.ARTIFACT,
        at(command),
        taint,
        path,
        "it lies in " + (path.isEmpty() ? "the workspace" : path));
  }

  private static Optional<String> option(List<String> words, String... names) {
    for (String name : names) {
      Optional<String> value = Answers.option(words, name);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private static boolean starts(List<String> words, String first, String second) {
    return words.size() > 1 && words.get(0).equals(first) && words.get(1).equals(second);
  }
}
