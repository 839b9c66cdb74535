package dev.sallyport.scan.flow;

import dev.sallyport.scan.syntax.program.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What functions of the language and its libraries give back, as far as they are known.
final class ProgramResults {
  private final ProgramFlow flow;
  private final ProgramFlow.Sources sources;
  private final ProgramQuestions questions;

  ProgramResults(ProgramFlow flow, ProgramFlow.Sources sources, ProgramQuestions questions) {
    this.flow = flow;
    this.sources = sources;
    this.questions = questions;
  }

  /// Empty for a function that is not known.
  Optional<ProgramValue> of(String name, Node.Call call, List<ProgramValue> arguments) {
    String first =
        arguments.isEmpty() || arguments.getFirst().texts().isEmpty()
            ? ""
            : arguments.getFirst().texts().getFirst();
    Optional<ProgramValue> process = process(name, first, arguments);
    if (process.isPresent()) {
      return process;
    }
    if (ProgramLibrary.CLEANS.contains(name)) {
      return Optional.of(ProgramValue.NONE);
    }
    Optional<ProgramValue> groups = groups(name, first, arguments);
    if (groups.isPresent()) {
      return groups;
    }
    Optional<ProgramValue> answer = questions.answer(name, call, arguments);
    if (answer.isPresent()) {
      return answer;
    }
    if (ProgramLibrary.PASSES.contains(name) && !arguments.isEmpty()) {
      ProgramValue out = ProgramValue.NONE;
      for (ProgramValue argument : arguments) {
        out = out.or(argument);
      }
      return Optional.of(out);
    }
    return Optional.empty();
  }

  /// Modules, the environment, files.
  private Optional<ProgramValue> process(String name, String first, List<ProgramValue> arguments) {
    switch (name) {
      case "require", "import" -> {
        return Optional.of(
            ProgramValue.symbol(first.startsWith("node:") ? first.substring(5) : first));
      }
      case "os.getenv", "os.environ.get", "os.environ.pop", "Deno.env.get" -> {
        return Optional.of(ProgramValue.symbol("os.environ." + first));
      }
      case "fs.readFileSync",
          "fs.readFile",
          "fs.promises.readFile",
          "fs/promises.readFile",
          "open" -> {
        return Optional.of(
            ProgramValue.of(sources.file(first))
                .or(ProgramValue.symbol(ProgramLibrary.opened(name, arguments))));
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  /// What regular expressions take out of a text.
  private Optional<ProgramValue> groups(String name, String first, List<ProgramValue> arguments) {
    if (name.startsWith(ProgramFlow.PATTERN)) {
      boolean finds = name.endsWith(".exec") && !arguments.isEmpty();
      boolean wide = RegexRange.isWide(name.substring(1, name.lastIndexOf('.')));
      return Optional.of(
          finds && wide ? ProgramValue.of(flow.data(arguments.getFirst())) : ProgramValue.NONE);
    }
    if (name.startsWith("re.")
        && arguments.size() > 1
        && arguments.getFirst().texts().size() == 1) {
      boolean search = Set.of("re.match", "re.search", "re.fullmatch", "re.findall").contains(name);
      if (search) {
        return Optional.of(
            RegexRange.isWide(first)
                ? ProgramValue.of(flow.data(arguments.get(1)))
                : ProgramValue.NONE);
      }
    }
    if (name.equals("re.sub") && arguments.size() > 2) {
      boolean cleans = first.startsWith("[^") && !first.contains(".");
      return Optional.of(cleans ? ProgramValue.NONE : arguments.get(2));
    }
    return Optional.empty();
  }
}
