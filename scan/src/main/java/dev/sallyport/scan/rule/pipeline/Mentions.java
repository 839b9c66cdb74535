package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which steps and jobs mention which variables: every text is read once, however
/// many variables there are.
final class Mentions {
  private static final String CONTEXT = "env.";

  /// By job and name, in how many steps.
  private final Map<Job, Map<String, Integer>> steps = new HashMap<>();

  /// By name, in how many jobs, what stands outside of steps included.
  private final Map<String, Integer> jobs = new HashMap<>();

  Mentions(List<Job> wanted) {
    for (Job job : wanted) {
      Map<String, Integer> counts = new HashMap<>();
      for (Step step : job.steps()) {
        Set<String> names = inContext(Texts.of(step));
        if (step.run() != null) {
          addWords(step.run().value(), names);
        }
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
      }
      steps.put(job, counts);
      Set<String> all = new HashSet<>(counts.keySet());
      all.addAll(inContext(Texts.of(job)));
      all.forEach(name -> jobs.merge(name, 1, Integer::sum));
    }
  }

  /// How many steps of a job mention a variable.
  int steps(Job job, String name) {
    return steps.getOrDefault(job, Map.of()).getOrDefault(name, 0);
  }

  /// How many jobs mention a variable.
  int jobs(String name) {
    return jobs.getOrDefault(name, 0);
  }

  /// What stands behind `env.` in expressions.
  private static Set<String> inContext(List<Text> texts) {
    Set<String> found = new HashSet<>();
    for (Text text : texts) {
      String value = text.value();
      for (int at = value.indexOf(CONTEXT); at >= 0; at = value.indexOf(CONTEXT, at + 1)) {
        int start = at + CONTEXT.length();
        int end = start;
        while (end < value.length() && (isPart(value.charAt(end)) || value.charAt(end) == '-')) {
          end++;
        }
        found.add(value.substring(start, end));
      }
    }
    return found;
  }

  private static void addWords(String script, Set<String> found) {
    int start = 0;
    for (int i = 0; i <= script.length(); i++) {
      if (i == script.length() || !isPart(script.charAt(i))) {
        if (i > start) {
          found.add(script.substring(start, i));
        }
        start = i + 1;
      }
    }
  }

  private static boolean isPart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
