package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.FlowUses.Flow;
import java.util.ArrayList;
import java.util.List;

/// What a command is about to do with its words.
///
/// @param arguments the marked expansions of each argument
/// @param all the marks of all arguments
record FlowCall<T>(
    SimpleCommandView view,
    Dialect dialect,
    List<List<Flow<T>>> arguments,
    Taint<T> all,
    Taint<T> stdin) {

  Taint<T> argument(int index) {
    Taint<T> taint = Taint.none();
    for (Flow<T> flow : arguments.get(index)) {
      taint = taint.and(flow.taint());
    }
    return taint;
  }

  /// The arguments from an index on as positional parameters.
  List<Taint<T>> positional(int from) {
    List<Taint<T>> positional = new ArrayList<>();
    for (int i = from; i < arguments.size(); i++) {
      positional.add(argument(i));
    }
    return positional;
  }
}
