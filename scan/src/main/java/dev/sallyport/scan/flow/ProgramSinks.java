package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.program.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls of a program that run what they are given, and calls that hand values to later steps.
final class ProgramSinks {
  private static final Set<String> EVALUATES =
      Set.of(
          "eval",
          "Function",
          "exec",
          "compile",
          "vm.runInThisContext",
          "vm.runInNewContext",
          "vm.runInContext",
          "vm.Script",
          "builtins.eval",
          "builtins.exec");

  /// The first argument is a command line for a shell.
  private static final Set<String> SHELLS =
      Set.of(
          "child_process.exec",
          "child_process.execSync",
          "os.system",
          "os.popen",
          "subprocess.getoutput",
          "subprocess.getstatusoutput",
          "commands.getoutput",
          "asyncio.create_subprocess_shell",
          "shelljs.exec",
          "execa.command",
          "execa.commandSync");

  /// A program and its arguments; a shell reads them only if told so.
  private static final Set<String> PROGRAMS =
      Set.of(
          "child_process.spawn",
          "child_process.spawnSync",
          "child_process.execFile",
          "child_process.execFileSync",
          "subprocess.run",
          "subprocess.call",
          "subprocess.check_call",
          "subprocess.check_output",
          "subprocess.Popen",
          "exec.exec",
          "exec.getExecOutput",
          "@actions/exec.exec",
          "@actions/exec.getExecOutput",
          "execa",
          "os.execvp",
          "os.spawnvp");

  private static final Set<String> INTERPRETERS =
      Set.of("sh", "bash", "zsh", "dash", "/bin/sh", "/bin/bash", "pwsh", "cmd");

  private static final Map<String, Sink> FILES =
      Map.of(
          "GITHUB_ENV",
          Sink.ENV_FILE,
          "GITHUB_PATH",
          Sink.PATH_FILE,
          "GITHUB_OUTPUT",
          Sink.OUTPUT_FILE);

  private final JobFlow job;
  private final Hits.Spot spot;
  private final Scope outside;
  private final Body body;

  ProgramSinks(JobFlow job, Hits.Spot spot, Scope outside, Body body) {
    this.job = job;
    this.spot = spot;
    this.outside = outside;
    this.body = body;
  }

  Location place(Span inProgram) {
    return body.place().apply(inProgram);
  }

  /// A value is assigned to a member: `process.env.X = value` holds for this process only.
  void assigned(ProgramFlow flow, String target, ProgramValue value, Span at) {}

  void called(ProgramFlow flow, String name, Node.Call call, List<ProgramValue> arguments) {
    if (name.isEmpty() || arguments.isEmpty()) {
      return;
    }
    if (EVALUATES.contains(name) && (!name.equals("exec") || flow.isPython())) {
      boolean function = name.equals("Function");
      code(flow, name, function ? arguments.size() - 1 : 0, call, arguments);
    } else if (SHELLS.contains(name)) {
      code(flow, name, 0, call, arguments);
    } else if (PROGRAMS.contains(name)) {
      program(flow, name, call, arguments);
    } else {
      handsOn(flow, name, call, arguments);
    }
  }

  private void code(
      ProgramFlow flow, String name, int index, Node.Call call, List<ProgramValue> arguments) {
    reparsed(name, flow.data(arguments.get(index)), call.arguments().get(index).span());
  }

  private void reparsed(String name, List<Taint> taints, Span at) {
    for (Taint taint : taints) {
      if (taint.injectable()) {
        job.hits.add(
            spot,
            Sink.REPARSE,
            body.source().apply(at),
            taint,
            name.substring(name.lastIndexOf('.') + 1) + body.suffix(),
            "'" + name + "' parses it as code");
      }
    }
  }

  // ---- programs

  private void program(
      ProgramFlow flow, String name, Node.Call call, List<ProgramValue> arguments) {
    Node first = call.arguments().getFirst();
    if (tellsShell(call)) {
      code(flow, name, 0, call, arguments);
      if (arguments.size() > 1) {
        code(flow, name, 1, call, arguments);
      }
      return;
    }
    List<Node> words = new ArrayList<>();
    if (first instanceof Node.Several(var _, List<Node> parts, boolean list) && list) {
      words.addAll(parts);
    } else {
      words.add(first);
      boolean array =
          call.arguments().size() > 1
              && call.arguments().get(1) instanceof Node.Several(var _, var _, boolean l)
              && l;
      if (array) {
        words.addAll(((Node.Several) call.arguments().get(1)).parts());
      }
    }
    shellCode(flow, name, words);
    leading(flow, name, words.getFirst());
  }

  /// `bash -c value`, as words or as one command line.
  private void shellCode(ProgramFlow flow, String name, List<Node> words) {
    if (words.isEmpty()) {
      return;
    }
    boolean shell =
        literal(words.getFirst()) != null && INTERPRETERS.contains(literal(words.getFirst()));
    for (int i = 1; shell && i + 1 < words.size(); i++) {
      String option = literal(words.get(i));
      if (option != null && option.startsWith("-") && option.endsWith("c")) {
        Node code = words.get(i + 1);
        reparsed(name, flow.data(flow.evaluate(code)), code.span());
      }
    }
    if (words.getFirst() instanceof Node.Joined(var _, List<Node> parts)
        && parts.getFirst() instanceof Node.Literal(var _, String start)) {
      String[] line = start.strip().split(" ", 4);
      if (INTERPRETERS.contains(line[0]) && line.length > 1 && line[1].endsWith("c")) {
        reparsed(name, flow.data(flow.evaluate(words.getFirst())), words.getFirst().span());
      }
    }
  }

  /// A value in front decides which program runs.
  private void leading(ProgramFlow flow, String name, Node first) {
    Node head = first;
    if (first instanceof Node.Joined(var _, List<Node> parts)) {
      head = parts.getFirst();
    }
    if (!(head instanceof Node.Literal)) {
      reparsed(name, flow.data(flow.evaluate(head)), head.span());
    }
  }

  private static String literal(Node node) {
    return node instanceof Node.Literal(var _, String value) ? value : "";
  }

  /// `{shell: true}`, `shell=True`.
  private static boolean tellsShell(Node.Call call) {
    for (Node argument : call.arguments()) {
      if (argument instanceof Node.Entries(var _, List<Node.Entry> entries)) {
        for (Node.Entry entry : entries) {
          boolean off =
              entry.value() instanceof Node.Name(var _, String value)
                  && (value.equals("false") || value.equals("False"));
          if (entry.key().equals("shell") && !off) {
            return true;
          }
        }
      }
    }
    return false;
  }

  // ---- later steps

  private void handsOn(
      ProgramFlow flow, String name, Node.Call call, List<ProgramValue> arguments) {
    String method = name.substring(name.lastIndexOf('.') + 1);
    boolean core = name.startsWith("core.") || name.startsWith("@actions/core.");
    if (core && arguments.size() > 1) {
      String key = arguments.getFirst().texts().stream().findFirst().orElse("*");
      Span at = call.arguments().get(1).span();
      List<Taint> taints = flow.data(arguments.get(1));
      switch (method) {
        case "setOutput" -> output(key, taints, at);
        case "exportVariable" -> variable(key, taints, at, false);
        default -> {}
      }
    } else if (core && method.equals("addPath")) {
      path(flow.data(arguments.getFirst()), call.arguments().getFirst().span());
    } else {
      writes(flow, name, method, call, arguments);
    }
  }

  private void output(String key, List<Taint> taints, Span at) {
    outside.output(
        spot.site().step().id(),
        key,
        taints.stream()
            .map(t -> t.through(place(at), "it becomes the step's output " + key))
            .toList());
  }

  private void variable(String key, List<Taint> taints, Span at, boolean breaks) {
    for (Taint taint : taints) {
      if (taint.injectable()) {
        String detail = (breaks && taint.charset().multiLine() ? "breaks:" : "value:") + key;
        job.hits.add(
            spot,
            Sink.ENV_FILE,
            body.source().apply(at),
            taint,
            detail,
            "it is written to GITHUB_ENV");
      }
    }
    if (!taints.isEmpty()) {
      outside.env(
          key, taints.stream().map(t -> t.through(place(at), "it is kept in " + key)).toList());
    }
  }

  private void path(List<Taint> taints, Span at) {
    for (Taint taint : taints) {
      if (taint.injectable()) {
        job.hits.add(
            spot,
            Sink.PATH_FILE,
            body.source().apply(at),
            taint,
            "value",
            "later steps look there for programs");
      }
    }
  }

  /// `fs.appendFileSync(process.env.GITHUB_ENV, …)`, `f.write(…)` and `print(…, file=f)` in Python.
  private void writes(
      ProgramFlow flow, String name, String method, Node.Call call, List<ProgramValue> arguments) {
    boolean file = name.startsWith("fs.") || name.startsWith("fs/promises.");
    if (file
        && arguments.size() > 1
        && (method.startsWith("append") || method.startsWith("write"))) {
      String target = arguments.getFirst().symbol();
      String path = arguments.getFirst().texts().stream().findFirst().orElse("");
      written(flow, target, path, call.arguments().get(1));
    } else if (method.equals("write") && name.startsWith("file:")) {
      String target = name.substring("file:".length(), name.length() - ".write".length());
      written(flow, target, "", call.arguments().getFirst());
    } else if (name.equals("print")) {
      for (int i = 1; i < arguments.size(); i++) {
        if (call.arguments().get(i) instanceof Node.Entries(var _, List<Node.Entry> entries)) {
          entries.stream()
              .filter(e -> e.key().equals("file"))
              .map(e -> flow.evaluate(e.value()).symbol())
              .filter(s -> s.startsWith("file:"))
              .forEach(s -> written(flow, s.substring(5), "", call.arguments().getFirst()));
        }
      }
    }
  }

  private void written(ProgramFlow flow, String target, String path, Node content) {
    List<Taint> taints = flow.data(flow.evaluate(content));
    if (taints.isEmpty()) {
      return;
    }
    Sink sink = FILES.get(target.substring(target.lastIndexOf('.') + 1));
    if (sink == null) {
      if (!path.isEmpty()) {
        job.files.put(Foreign.normal(path), taints.getFirst());
      }
      return;
    }
    String key = key(content);
    switch (sink) {
      case ENV_FILE -> variable(key, taints, content.span(), true);
      case PATH_FILE -> path(taints, content.span());
      default -> {
        for (Taint taint : taints) {
          if (taint.charset().multiLine()) {
            job.hits.add(
                spot,
                Sink.OUTPUT_FILE,
                body.source().apply(content.span()),
                taint,
                key,
                "a line break in it sets other outputs too");
          }
        }
        output(key, taints, content.span());
      }
    }
  }

  /// The name in front of `=`, as far as the text begins with it.
  private static String key(Node content) {
    Node first =
        content instanceof Node.Joined(var _, List<Node> parts) ? parts.getFirst() : content;
    if (first instanceof Node.Joined(var _, List<Node> inner)) {
      first = inner.getFirst();
    }
    String text = literal(first);
    int equals = text.indexOf('=');
    return equals > 0 ? text.substring(0, equals).strip() : "*";
  }
}
