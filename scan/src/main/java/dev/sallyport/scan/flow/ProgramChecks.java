package dev.sallyport.scan.flow;

import dev.sallyport.scan.syntax.program.Node;
import dev.sallyport.scan.syntax.program.Program;
import java.util.HashSet;
import java.util.Set;

/// Values that a program compares with what is harmless, by how they are written. Where it does so
/// is
/// not looked at: whoever checks a value is taken to use it behind the check.
final class ProgramChecks {
  private final Program program;
  private final Set<String> proven = new HashSet<>();

  ProgramChecks(Program program) {
    this.program = program;
    program.statements().forEach(this::prove);
  }

  boolean isProven(String written) {
    return proven.contains(written);
  }

  boolean isEmpty() {
    return proven.isEmpty();
  }

  void prove(Node node) {
    switch (node) {
      case Node.Call call -> {
        tested(call);
        prove(call.callee());
        call.arguments().forEach(this::prove);
      }
      case Node.Plain plain -> {
        boolean listed = plain.operator().equals("in") && plain.parts().size() == 2;
        if (listed && plain.parts().get(1) instanceof Node.Several) {
          proven.add(written(plain.parts().getFirst()));
        }
        plain.parts().forEach(this::prove);
      }
      case Node.Function function -> function.body().forEach(this::prove);
      case Node.Assign assign -> prove(assign.value());
      case Node.Several several -> several.parts().forEach(this::prove);
      case Node.Joined joined -> joined.parts().forEach(this::prove);
      case Node.Member member -> prove(member.object());
      case Node.Return back -> prove(back.value());
      case Node.Entries entries -> entries.entries().forEach(e -> prove(e.value()));
      case Node.Name _, Node.Literal _, Node.Pattern _ -> {}
    }
  }

  /// `/^[a-z]+$/.test(x)`, `['a', 'b'].includes(x)`, `re.fullmatch(p, x)`.
  private void tested(Node.Call call) {
    if (!(call.callee() instanceof Node.Member(var _, Node object, String name))
        || call.arguments().isEmpty()) {
      return;
    }
    Node first = call.arguments().getFirst();
    boolean pattern = name.equals("test") && object instanceof Node.Pattern p && narrow(p.value());
    boolean list = name.equals("includes") && object instanceof Node.Several;
    if (pattern || list) {
      proven.add(written(first));
    }
    boolean match = name.equals("match") && first instanceof Node.Pattern p && narrow(p.value());
    if (match) {
      proven.add(written(object));
    }
    boolean python = name.equals("fullmatch") || name.equals("match");
    if (python
        && call.arguments().size() > 1
        && first instanceof Node.Literal(var _, String text)
        && narrow("^" + (name.equals("match") ? text : text + "$"))) {
      proven.add(written(call.arguments().get(1)));
    }
  }

  /// A pattern for the whole value that lets harmless characters through only.
  private static boolean narrow(String pattern) {
    return pattern.startsWith("^") && pattern.endsWith("$") && !RegexRange.isWide(pattern);
  }

  private String written(Node node) {
    return node.span().in(program.text());
  }
}
