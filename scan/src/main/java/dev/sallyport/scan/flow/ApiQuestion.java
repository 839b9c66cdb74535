package dev.sallyport.scan.flow;

import dev.sallyport.scan.ci.github.Vars;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a step asks the forge's API for, as far as it tells that the answer holds nothing that
/// people write: numbers, ids, states, permissions.
final class ApiQuestion {
  /// Fields of GitHub's GraphQL schema that hold no text of anybody.
  private static final Set<String> PLAIN =
      Set.of(
          "number",
          "id",
          "databaseid",
          "totalcount",
          "state",
          "merged",
          "mergeable",
          "mergedat",
          "isdraft",
          "closed",
          "closedat",
          "createdat",
          "updatedat",
          "pushedat",
          "publishedat",
          "oid",
          "login",
          "permission",
          "viewerpermission",
          "hasnextpage",
          "endcursor",
          "__typename",
          "additions",
          "deletions",
          "changedfiles",
          "reviewdecision",
          "mergestatestatus");

  private ApiQuestion() {}

  static boolean isPlain(Vars inputs) {
    String query = inputs.value("query");
    return query.isBlank()
        ? inputs.value("route").strip().endsWith("/permission")
        : selectsPlain(query.toLowerCase(Locale.ROOT));
  }

  /// Every field without fields of its own is plain.
  private static boolean selectsPlain(String query) {
    if (query.contains("${{") || query.indexOf('{') < 0) {
      return false;
    }
    String last = "";
    boolean any = false;
    for (String word : words(withoutArguments(query.substring(query.indexOf('{'))))) {
      boolean name = isName(word.charAt(0));
      if (!name && !word.equals("{") && !word.equals("}")) {
        return false; // a fragment, a directive, an alias: not read
      }
      if (!word.equals("{") && !last.isEmpty() && !PLAIN.contains(last)) {
        return false;
      }
      last = name ? word : "";
      any |= name;
    }
    return any;
  }

  private static String withoutArguments(String selection) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < selection.length(); i++) {
      char c = selection.charAt(i);
      depth += c == '(' ? 1 : 0;
      if (depth == 0) {
        out.append(c);
      }
      depth -= c == ')' ? 1 : 0;
    }
    return out.toString();
  }

  /// Names, and every other character that is neither white space nor a comma by itself.
  private static List<String> words(String text) {
    List<String> out = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && isName(text.charAt(end))) {
        end++;
      }
      String word = text.substring(i, Math.max(end, i + 1));
      if (!word.isBlank() && !word.equals(",")) {
        out.add(word);
      }
      i += word.length();
    }
    return out;
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }
}
