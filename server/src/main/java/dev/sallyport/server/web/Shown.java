package dev.sallyport.server.web;

/// What a caller sent, made fit for an answer: short, and ASCII that moves no cursor.
final class Shown {

  private static final int LONGEST = 200;

  private Shown() {}

  static String of(String text) {
    String part = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    var out = new StringBuilder(part.length());
    part.chars().forEach(c -> out.append(c >= 0x20 && c < 0x7f ? (char) c : '?'));
    return out.toString();
  }
}
