package dev.sallyport.scan.ci.github;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which machine a job asks for.
public final class Runners {
  private Runners() {}

  /// The labels of `runs-on`, those of a matrix written out as far as its values are given.
  public static List<String> labels(Job job) {
    List<String> out = new ArrayList<>();
    for (Text label : job.runsOn()) {
      String value = label.value();
      String whole = value.strip();
      boolean expression = whole.startsWith("${{") && whole.endsWith("}}");
      if (expression && value.contains("matrix.") && job.matrix() != null) {
        out.addAll(Matrix.values(job.matrix(), List.of(path(value).split("\\."))));
      } else {
        out.add(value);
      }
    }
    return out;
  }

  /// Whether it says so: the label `self-hosted` is what GitHub gives every such runner.
  public static boolean selfHosted(Job job) {
    return labels(job).stream().anyMatch(Runners::saysSelfHosted);
  }

  private static boolean saysSelfHosted(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    return lower.equals("self-hosted")
        || (lower.contains("self-hosted") && (lower.startsWith("[") || lower.contains("fromjson")));
  }

  private static String path(String expression) {
    int at = expression.indexOf("matrix.") + "matrix.".length();
    int end = at;
    while (end < expression.length()
        && (Character.isLetterOrDigit(expression.charAt(end))
            || expression.charAt(end) == '-'
            || expression.charAt(end) == '.'
            || expression.charAt(end) == '_')) {
      end++;
    }
    return expression.substring(at, end);
  }
}
