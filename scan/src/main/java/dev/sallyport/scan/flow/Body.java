package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A script that is followed: the `run:` of a step, or a file of the repository that it calls.
///
/// @param source where a finding about a part of the script stands in the step's file
/// @param place the part itself, for the way that a value takes
/// @param expressions whether text is pasted into it
/// @param suffix behind the name of a command in messages
record Body(
    UnaryOperator<Span> source,
    Function<Span, Location> place,
    boolean expressions,
    String suffix) {

  static Body of(Step step, Text run) {
    return new Body(
        run::source, span -> step.file().at(run.source(span)), run.mayHaveExpressions(), "");
  }

  /// A file that a command calls: what is found in it is told at the call.
  ///
  /// @param before how much stands in front of the file's text in what is parsed
  static Body of(Span call, SourceText script, int before) {
    return new Body(
        _ -> call,
        span -> {
          int start = Math.max(0, span.start() - before);
          return script.at(new Span(start, Math.max(start, span.end() - before)));
        },
        false,
        " in " + script.path());
  }
}
