package dev.sallyport.scan.syntax.shell;

import java.util.List;

/// `set -e` and `set +e`.
final class ErrorExit {
  private ErrorExit() {}

  /// Whether errors are ignored after `set` with these arguments.
  static boolean after(List<Word> arguments, boolean before) {
    boolean ignored = before;
    for (int i = 0; i < arguments.size(); i++) {
      String text = arguments.get(i).literalPrefix();
      boolean named =
          (text.equals("-o") || text.equals("+o"))
              && i + 1 < arguments.size()
              && arguments.get(i + 1).is("errexit");
      if (named || (text.indexOf('e') > 0 && !text.startsWith("--"))) {
        ignored = text.startsWith("+") || (ignored && !text.startsWith("-"));
      }
    }
    return ignored;
  }
}
