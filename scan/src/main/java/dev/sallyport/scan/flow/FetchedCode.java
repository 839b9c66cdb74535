package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.flow.ContextSources.Revision;
import dev.sallyport.scan.syntax.shell.Redirect;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Use;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Commands of a script that bring somebody else's files: `git`, `gh`, downloads, archives,
/// patches.
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
  private final Step step;
  private final Body body;
  private final Revisions revisions;

  private static final Predicate<SimpleCommandView> UNPACKS =
      c -> ARCHIVERS.contains(c.name().orElse(""));
  private static final Predicate<SimpleCommandView> RUNS =
      c -> ForeignCode.INTERPRETERS.contains(c.name().orElse(""));

  /// Downloads whose text goes on through a pipe, by the command that runs it.
  private final Map<SimpleCommandView, Taint> piped = new IdentityHashMap<>();

  /// @param analysis where the script uses foreign values; asked for only if a command needs it
  FetchedCode(
      JobFlow job, Hits.Spot spot, Scope inside, Body body, Supplier<List<Use<Taint>>> analysis) {
    this.job = job;
    this.spot = spot;
    this.step = spot.site().step();
    this.body = body;
    this.revisions = new Revisions(job, inside, analysis);
  }

  /// Whether a command brings files, seen from a directory; then they are noted.
  boolean fetches(SimpleCommandView command, String working) {
    String name = command.name().orElse("");
    List<String> words = ForeignCode.words(command);
    return switch (name) {
      case "gh", "hub" -> forge(command, words, working);
      case "git" -> new GitCommand(job, this, revisions, command, working).fetches();
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
    return Optional.ofNullable(piped.get(command));
  }

  private boolean forge(SimpleCommandView command, List<String> words, String working) {
    if (starts(words, "pr", "checkout")) {
      checkout(command, working, "gh pr checkout puts the pull request's code into the workspace");
      return true;
    }
    if (starts(words, "repo", "clone")) {
      revisions
          .of(command, Taint::namesCode)
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
        revisions
            .of(command, Taint::namesCode)
            .orElseGet(() -> pullRequest("a pull request's code"));
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

  void add(SimpleCommandView command, String directory, Taint taint, String what) {
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

  static Taint pullRequest(String origin) {
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

  /// The directory that a clone makes: named, or called as the repository.
  static String cloned(List<String> words, String working) {
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

  void patch(SimpleCommandView command, List<String> words, String working) {
    Predicate<Taint> wanted = t -> t.revision() == Revision.PATCH;
    Optional<Taint> taint =
        revisions.of(command, wanted).or(() -> patchFile(command, words, working));
    taint.ifPresent(t -> add(command, working, t, "the proposed change is applied to the files"));
  }

  private Optional<Taint> patchFile(SimpleCommandView command, List<String> words, String working) {
    List<String> names = new ArrayList<>(words.stream().filter(w -> !w.startsWith("-")).toList());
    for (Redirect redirect : command.redirects()) {
      if (redirect.operator() == Redirect.Operator.READ) {
        names.add(ForeignCode.text(redirect.target()));
      }
    }
    for (String name : names) {
      Optional<Taint> written =
          revisions.written(name).stream()
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
          job.foreign
              .first(working, name, area -> area.kind() == Foreign.Kind.ARTIFACT)
              .map(Foreign::taint);
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
    Optional<Taint> taint = revisions.of(command, Taint::namesCode);
    if (taint.isEmpty()) {
      return;
    }
    Taint arrived =
        taint.get().through(body.place().apply(command.span()), "that code is downloaded");
    Optional<SimpleCommandView> archiver = command.nextDownstream(UNPACKS);
    if (archiver.isPresent()) {
      unpacked(archiver.get(), arrived, working);
    } else {
      command.nextDownstream(RUNS).ifPresent(shell -> piped.putIfAbsent(shell, arrived));
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
    Optional<Foreign> area = job.foreign.first(Foreign.Kind.ARTIFACT);
    if (area.isPresent() && archive) {
      artifact(
          command,
          option(words, "-d", "-C").orElse(working),
          area.get()
              .taint()
              .through(body.place().apply(command.span()), "the archive is unpacked"));
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
            .through(
                body.place().apply(command.span()), "gh run download unpacks the run's artifact");
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
