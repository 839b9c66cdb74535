package dev.sallyport.scan.report;

/// How many columns a terminal gives to text that [Visible] has made harmless (Unicode Standard
/// Annex 11, wide and full-width; emoji by Unicode Technical Standard 51).
final class Cells {
  private static final int EMOJI_SELECTOR = 0xFE0F;

  private Cells() {}

  static int of(String text) {
    int sum = 0;
    int last = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (c == EMOJI_SELECTOR && last == 1) {
        sum++;
        last = 2;
      } else {
        int width = of(c);
        sum += width;
        last = width == 0 ? last : width;
      }
      i += Character.charCount(c);
    }
    return sum;
  }

  static int of(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return wide(c) ? 2 : 1;
  }

  /// The longest beginning that takes no more than `cells` columns.
  static String head(String text, int cells) {
    int used = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      used += of(c);
      if (used > cells) {
        break;
      }
      i += Character.charCount(c);
    }
    return text.substring(0, i);
  }

  private static boolean wide(int c) {
    boolean flagLetter = c >= 0x1F1E6 && c <= 0x1F1FF;
    return (Character.isEmojiPresentation(c) && !flagLetter)
        || (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0x303E)
        || (c >= 0x3041 && c <= 0x4DBF)
        || (c >= 0x4E00 && c <= 0xA4CF)
        || (c >= 0xA960 && c <= 0xA97F)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE10 && c <= 0xFE19)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x16FE0 && c <= 0x1B2FF)
        || (c >= 0x1F200 && c <= 0x1F2FF)
        || (c >= 0x20000 && c <= 0x3FFFD);
  }
}
