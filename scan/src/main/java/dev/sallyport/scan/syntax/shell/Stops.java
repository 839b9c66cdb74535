package dev.sallyport.scan.syntax.shell;

/// What can end a list of statements, as a set of bits.
final class Stops {
  static final int PARENTHESIS = 1;
  static final int BRACE = 1 << 1;
  static final int THEN = 1 << 2;
  static final int ELIF = 1 << 3;
  static final int ELSE = 1 << 4;
  static final int FI = 1 << 5;
  static final int DO = 1 << 6;
  static final int DONE = 1 << 7;
  static final int ESAC = 1 << 8;
  static final int ARM_END = 1 << 9;

  private Stops() {}

  static boolean at(Cursor in, int stops) {
    return switch (in.peek()) {
      case ')' -> (stops & PARENTHESIS) != 0;
      case ';' -> (stops & ARM_END) != 0 && (in.peek(1) == ';' || in.peek(1) == '&');
      case 't', 'e', 'f', 'd', '}' -> (stops & of(reserved(in))) != 0;
      default -> false;
    };
  }

  private static int of(String word) {
    return switch (word) {
      case "}" -> BRACE;
      case "then" -> THEN;
      case "elif" -> ELIF;
      case "else" -> ELSE;
      case "fi" -> FI;
      case "do" -> DO;
      case "done" -> DONE;
      case "esac" -> ESAC;
      default -> 0;
    };
  }

  /// The word of lower-case letters, braces, brackets and `!` at the cursor if it is a word of its
  /// own, else the empty string. Quoting or expansion makes a reserved word an ordinary one.
  static String reserved(Cursor in) {
    int i = in.at;
    while (i < in.end && i - in.at < 9 && isReservedPart(in.text.charAt(i))) {
      i++;
    }
    return i > in.at && isBoundary(i < in.end ? in.text.charAt(i) : ' ')
        ? in.text.substring(in.at, i)
        : "";
  }

  private static boolean isReservedPart(char c) {
    return (c >= 'a' && c <= 'z') || c == '[' || c == '{' || c == '}' || c == '!';
  }

  private static boolean isBoundary(char c) {
    return " \t\r\n;&|()<>".indexOf(c) >= 0;
  }
}
