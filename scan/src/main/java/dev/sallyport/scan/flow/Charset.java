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
  /// Any text with line breaks.
  TEXT;

  /// Whether substituting such a value into code can change the code.
  public boolean injectable() {
    return this != FIXED;
  }

  public boolean multiLine() {
    return this == TEXT;
  }
}
