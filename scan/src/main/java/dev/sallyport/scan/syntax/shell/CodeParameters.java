package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.SimpleCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What code that a command runs gets beside itself: `$0`, `$1` …, and what `xargs` puts into it.
final class CodeParameters {
  private CodeParameters() {}

  /// `$0`, `$1` … of `bash -s -- args…`.
  static <T> List<Taint<T>> read(FlowCall<T> call) {
    List<Taint<T>> given = new ArrayList<>();
    given.add(Taint.none());
    boolean shell = call.view().name().flatMap(Shells::known).isPresent();
    if (shell && call.dialect().isPosix()) {
      given.addAll(call.positional(Interpreters.readPositional(call.view())));
    }
    return given;
  }

  /// `$0`, `$1` … of `sh -c CODE name args…`.
  static <T> List<Taint<T>> passed(FlowCall<T> call, Interpreters.Code text) {
    List<Taint<T>> given = new ArrayList<>();
    int from = text.first() + text.words().size();
    boolean xargs = call.view().wrappers().contains("xargs");
    String replaced = xargs ? replaced(call.view()).orElse("") : "";
    Taint<T> each = call.stdin().as(Form.SINGLE_LINE);
    for (int i = from; i < from + text.positional().size(); i++) {
      boolean input =
          !replaced.isEmpty() && call.view().arguments().get(i).text().contains(replaced);
      given.add(input ? call.argument(i).and(each) : call.argument(i));
    }
    while (xargs && replaced.isEmpty() && given.size() < 10) {
      given.add(each);
    }
    return given;
  }

  /// `xargs -I{} sh -c '… {} …'` puts its input into the code; `xargs sh -c` takes it for the code.
  static boolean areReplaced(SimpleCommandView view) {
    if (!view.wrappers().contains("xargs")) {
      return false;
    }
    Optional<String> replaced = replaced(view);
    return Interpreters.lacksProgram(view)
        || (replaced.isPresent()
            && Interpreters.code(view).stream()
                .flatMap(c -> c.words().stream())
                .anyMatch(w -> w.text().contains(replaced.get())));
  }

  private static Optional<String> replaced(SimpleCommandView view) {
    return view.syntax() instanceof SimpleCommand command
        ? Wrappers.replaced(command.words())
        : Optional.empty();
  }
}
