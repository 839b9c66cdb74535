package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.expression.Access;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.expression.Reaching;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Where expressions read the `secrets` context.
///
/// @param name in upper case; [#ALL] for the whole context, [#DYNAMIC] for one chosen at run time
/// @param span in the file
record SecretAccess(String name, Span span) {
  static final String ALL = "*";
  static final String DYNAMIC = "?";

  /// The token that every job gets anyway.
  static final String TOKEN = "GITHUB_TOKEN";

  /// All accesses, be the value used or only tested.
  static List<SecretAccess> in(Text text) {
    if (!mayMention(text)) {
      return List.of();
    }
    List<SecretAccess> found = new ArrayList<>();
    for (Access access : Flow.mentioned(text.template())) {
      if (access.path().root().equals("secrets")) {
        String name = isComputed(access.span().in(text.value())) ? DYNAMIC : name(access.path());
        found.add(new SecretAccess(name, text.source(access.span())));
      }
    }
    return found;
  }

  /// `secrets[format(…)]`: even where the name could be worked out, the code host does not, and
  /// sends the runner every secret.
  private static boolean isComputed(String access) {
    int open = access.indexOf('[');
    String index = open < 0 ? "" : access.substring(open + 1).stripLeading();
    return open >= 0
        && access.substring(0, open).strip().equalsIgnoreCase("secrets")
        && !index.startsWith("'")
        && !index.startsWith("*");
  }

  /// Names of the secrets whose value can be in the text, the job's token under `GITHUB_TOKEN`.
  static Set<String> reaching(Text text) {
    Set<String> names = new TreeSet<>();
    if (mayMention(text) || (text.mayHaveExpressions() && text.value().contains("github.token"))) {
      Flow.reaching(text.template()).forEach(reaching -> add(reaching, names));
    }
    return names;
  }

  static Set<String> reaching(Expr expr) {
    Set<String> names = new TreeSet<>();
    Flow.reaching(expr).forEach(reaching -> add(reaching, names));
    return names;
  }

  private static void add(Reaching reaching, Set<String> names) {
    ContextPath path = reaching.path();
    if (path.root().equals("secrets")) {
      names.add(name(path));
    } else if (path.text().equals("github.token")) {
      names.add(TOKEN);
    }
  }

  private static String name(ContextPath path) {
    if (path.segments().size() < 2 || path.segments().get(1).equals(ContextPath.EVERY)) {
      return ALL;
    }
    String second = path.segments().get(1);
    return second.equals(ContextPath.DYNAMIC) ? DYNAMIC : second.toUpperCase(Locale.ROOT);
  }

  private static boolean mayMention(Text text) {
    return text.mayHaveExpressions()
        && (text.value().contains("secrets")
            || text.value().contains("SECRETS")
            || text.value().contains("Secrets"));
  }
}
