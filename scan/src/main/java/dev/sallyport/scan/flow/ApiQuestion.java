package dev.sallyport.scan.flow;

import dev.sallyport.scan.ci.github.Vars;
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
    int open = query.indexOf('{');
    if (open < 0 || query.contains("${{")) {
      return false;
    }
    String last = "";
    boolean any = false;
    int arguments = 0;
    for (int i = open; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == '(' || c == ')') {
        arguments += c == '(' ? 1 : -1;
      } else if (arguments > 0 || !isPartOfSelection(c)) {
        continue;
      } else if (c == '{') {
        last = "";
      } else if (c == '}') {
        if (!last.isEmpty() && !PLAIN.contains(last)) {
          return false;
        }
        last = "";
      } else if (isName(c)) {
        int end = i;
        while (end < query.length() && isName(query.charAt(end))) {
          end++;
        }
        if (!last.isEmpty() && !PLAIN.contains(last)) {
          return false;
        }
        last = query.substring(i, end);
        any = true;
        i = end - 1;
      } else {
        return false; // a fragment, a directive, an alias: not read
      }
    }
    return any;
  }

  private static boolean isPartOfSelection(char c) {
    return !Character.isWhitespace(c) && c != ',';
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }
}
