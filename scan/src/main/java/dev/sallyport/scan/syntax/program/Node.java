package dev.sallyport.scan.syntax.program;

import dev.sallyport.base.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a program, as far as values go through it. Control flow is not kept: the statements
/// of a block stand one after another.
public sealed interface Node {
  Span span();

  /// A variable, or the first name of a dotted one.
  record Name(Span span, String name) implements Node {}

  /// `a.b`, `a?.b`, `a["b"]`; the name of an index that varies is empty.
  record Member(Span span, Node object, String name) implements Node {}

  /// `f(a, b)`, `new F(a)`.
  record Call(Span span, Node callee, List<Node> arguments) implements Node {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// Fixed text: of a string, or a number.
  record Literal(Span span, String value) implements Node {}

  /// A regular expression between slashes, without them.
  record Pattern(Span span, String value) implements Node {}

  /// A string with expressions in it, or `a + b`.
  record Joined(Span span, List<Node> parts) implements Node {
    public Joined {
      parts = List.copyOf(parts);
    }
  }

  /// An array, a tuple, or one of several values: `a || b`, `c ? a : b`.
  record Several(Span span, List<Node> parts, boolean list) implements Node {
    public Several {
      parts = List.copyOf(parts);
    }
  }

  /// `{a: b, c}`, and `name=value` among the arguments of a call.
  record Entries(Span span, List<Entry> entries) implements Node {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  record Entry(String key, Node value) {}

  /// A comparison, or arithmetic: its result says nothing of its parts.
  record Plain(Span span, String operator, List<Node> parts) implements Node {
    public Plain {
      parts = List.copyOf(parts);
    }
  }

  /// `a = b`, `for (a of b)`, `with b as a`.
  ///
  /// @param target a name, a member, or a pattern of [Entries] or [Several]
  /// @param adds for `+=`
  record Assign(Span span, Node target, Node value, boolean adds) implements Node {}

  /// A function or arrow; what it returns stands in [Return] nodes.
  record Function(Span span, @Nullable String name, List<Node> parameters, List<Node> body)
      implements Node {
    public Function {
      parameters = List.copyOf(parameters);
      body = List.copyOf(body);
    }
  }

  record Return(Span span, Node value) implements Node {}
}
