package dev.sallyport.scan.flow;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.knowledge.Answer;
import dev.sallyport.scan.ci.github.knowledge.AnswerKnowledge;
import dev.sallyport.scan.syntax.program.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a program asks the forge.
final class ProgramQuestions {
  private final ProgramFlow flow;
  private final ProgramSinks sinks;

  ProgramQuestions(ProgramFlow flow, ProgramSinks sinks) {
    this.flow = flow;
    this.sinks = sinks;
  }

  /// Questions to the forge: Octokit's methods, `request`, `graphql`, `fetch` of an API address.
  Optional<ProgramValue> answer(String name, Node.Call call, List<ProgramValue> arguments) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.endsWith(".paginate") || name.endsWith("paginate.iterator")) {
      return arguments.isEmpty()
          ? Optional.empty()
          : method(arguments.getFirst().symbol(), call.span()).or(() -> route(call, arguments));
    }
    if (name.endsWith(".request") || name.equals("fetch") || name.equals("requests.get")) {
      return route(call, arguments);
    }
    if (name.endsWith(".graphql")) {
      Set<String> asked = Answers.queried(flow.written(call));
      return AnswerKnowledge.endpoint("graphql")
          .filter(_ -> !asked.isEmpty())
          .flatMap(row -> asked(row, asked, name, call.span()));
    }
    return method(name, call.span());
  }

  private Optional<ProgramValue> method(String name, Span at) {
    int last = name.lastIndexOf('.');
    int before = name.lastIndexOf('.', last - 1);
    return before < 0
        ? Optional.empty()
        : AnswerKnowledge.method(name.substring(before + 1))
            .flatMap(row -> asked(row, Set.of(), name.substring(before + 1), at));
  }

  /// `request('GET /repos/{owner}/{repo}/pulls/{number}')`.
  private Optional<ProgramValue> route(Node.Call call, List<ProgramValue> arguments) {
    String text = call.arguments().isEmpty() ? "" : flow.written(call.arguments().getFirst());
    String route = text.replace("\"", "").replace("'", "").replace("`", "").strip();
    boolean get = route.startsWith("GET ") || route.startsWith("/") || route.contains("://");
    boolean reads = get || route.contains("/repos/");
    for (ProgramValue argument : arguments) {
      if (argument.symbol().endsWith("pull_request.url")) {
        return AnswerKnowledge.endpoint("pulls/*")
            .flatMap(row -> asked(row, Set.of(), argument.symbol(), call.span()));
      }
    }
    return reads
        ? AnswerKnowledge.endpoint(route.startsWith("GET ") ? route.substring(4) : route)
            .flatMap(row -> asked(row, Set.of(), row.source(), call.span()))
        : Optional.empty();
  }

  private Optional<ProgramValue> asked(Answer row, Set<String> fields, String name, Span at) {
    Answers.Part part = new Answers.Part(row, Set.of(""), fields);
    return Answers.taint(part, "the answer to " + name)
        .map(taint -> taint.through(sinks.place(at), "the forge answers with what others wrote"))
        .map(taint -> ProgramValue.asked(new ProgramValue.Asked(part, taint)));
  }
}
