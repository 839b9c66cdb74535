package dev.sallyport.scan.ci.github;

import dev.sallyport.scan.syntax.expression.Access;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Flow;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Which secrets a text mentions.
public final class Secrets {
  /// Stands for the whole context, or an index that is only known at run time.
  public static final String ALL = "*";

  private Secrets() {}

  /// Names in upper case, GITHUB_TOKEN left out.
  public static Set<String> in(Text text) {
    Set<String> names = new TreeSet<>();
    if (!text.mayHaveExpressions() || !mentions(text.value())) {
      return names;
    }
    for (Access access : Flow.mentioned(text.template())) {
      List<String> path = access.path().segments();
      if (path.getFirst().equals("secrets")) {
        names.add(name(path));
      }
    }
    names.remove("GITHUB_TOKEN");
    return names;
  }

  private static String name(List<String> path) {
    boolean open =
        path.size() < 2
            || path.get(1).equals(ContextPath.DYNAMIC)
            || path.get(1).equals(ContextPath.EVERY);
    return open ? ALL : path.get(1).toUpperCase(Locale.ROOT);
  }

  private static boolean mentions(String value) {
    return value.toLowerCase(Locale.ROOT).contains("secrets");
  }
}
