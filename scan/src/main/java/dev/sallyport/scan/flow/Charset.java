package dev.sallyport.scan.flow;

/// What an attacker can put into a value. Ordered from least to most.
public enum Charset {
  /// A number, a commit id, a login, a fixed word: nothing that a parser could trip over.
  FIXED,
  /// A git ref name (git-check-ref-format): no space, `~`, `^`, `:`, `?`, `*`, `[` or `\`, but `$`,
  /// backtick, `;`, `|`, `&`, quotes and parentheses.
  REF,
  /// An e-mail address or a file name: one line, most characters.
  NAME,
  /// Any single line.
  LINE,
  /// Text with line breaks of which a check looked at each line by itself, as `grep -qx` does: one
  /// line that fits is enough, the others can be anything.
  LOOSELY_CHECKED,
  /// Any text with line breaks.
  TEXT;

  /// Whether substituting such a value into code can change the code.
  public boolean injectable() {
    return this != FIXED;
  }

  public boolean multiLine() {
    return this == TEXT || this == LOOSELY_CHECKED;
  }
}
