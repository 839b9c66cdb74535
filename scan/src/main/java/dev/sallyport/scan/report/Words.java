package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Suppressed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Wordings, links and orders that all formats share.
final class Words {
  /// What an outsider can reach comes first, then what is worst.
  static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> finding.reach() != Reach.OUTSIDER)
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::reach, Comparator.reverseOrder())
          .thenComparing(Finding::rule)
          .thenComparing(Finding::primary)
          .thenComparing(Finding::fingerprint);

  /// What to mend first: severity decides here, which weighs the reach already.
  static final Comparator<Finding> URGENT_FIRST =
      Comparator.comparing(Finding::severity, Comparator.reverseOrder()).thenComparing(WORST_FIRST);

  static final String SITE = "https://sallyport.dev";

  private static final int LONGEST_OPENER = 12;

  private static final Set<String> OPENERS =
      Set.of(
          ("a all an any anyone answer both changed code each every everything expected image it job later"
                  + " no nobody nothing one only part permission runner some someone text the there"
                  + " these this two unexpected version what which whoever with without workflow")
              .split(" "));

  private Words() {}

  static List<Finding> worstFirst(Report report) {
    return report.findings().stream().sorted(WORST_FIRST).toList();
  }

  /// A rule's message as sentences of a report: a capital first and a full stop last. Names of
  /// programs and scopes keep their spelling, so only a word known to be none gets its capital.
  static String sentence(String message) {
    String said = capitalised(message);
    if (said.isEmpty() || ".!?…".indexOf(said.charAt(said.length() - 1)) >= 0) {
      return said;
    }
    String last = said.substring(said.lastIndexOf(' ') + 1);
    // A full stop behind an address would be copied with it.
    return last.contains("://") ? said : said + ".";
  }

  /// As [#sentence], without the full stop: for steps and titles.
  static String capitalised(String message) {
    int end = 0;
    while (end < message.length() && end < LONGEST_OPENER && lower(message.charAt(end))) {
      end++;
    }
    boolean word = end < message.length() && " ,:;".indexOf(message.charAt(end)) >= 0;
    return word && OPENERS.contains(message.substring(0, end)) ? capital(message) : message;
  }

  private static boolean lower(char c) {
    return c >= 'a' && c <= 'z';
  }

  /// What was found, and who can use it.
  static String said(Finding finding) {
    String who = finding.reach() == Reach.NONE ? "" : " Reach: " + who(finding.reach()) + ".";
    return sentence(finding.message()) + who;
  }

  /// A problem by name: a sentence that fits many says which one is meant.
  static String said(Problem problem) {
    String subject = problem.subject();
    String sentence = sentence(problem.message());
    return subject == null || problem.message().contains(subject)
        ? sentence
        : subject + ": " + sentence;
  }

  static String count(long number, String singular) {
    return number(number) + " " + (number == 1 ? singular : singular + "s");
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  static String who(Reach reach) {
    return switch (reach) {
      case NONE -> "not driven by an attacker";
      case SUPPLIER -> "whoever controls a dependency";
      case WRITER -> "anyone who may push";
      case TRIAGER -> "anyone with triage rights";
      case CONTRIBUTOR -> "earlier contributors";
      case OUTSIDER -> "anyone with an account";
    };
  }

  /// All that is to be known about the scan as a whole.
  static List<String> notices(Report report) {
    List<String> all = new ArrayList<>();
    ConfigurationWords.sentence(report.configuration()).ifPresent(all::add);
    all.addAll(report.notices());
    return all;
  }

  static String title(Report report, String rule) {
    return rule(report, rule).map(RuleInfo::title).orElse("");
  }

  static Optional<RuleInfo> rule(Report report, String id) {
    return report.rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /// The rule's own, then the finding's.
  static List<Reference> references(@Nullable RuleInfo rule, Finding finding) {
    Set<Reference> all = new LinkedHashSet<>(rule == null ? List.of() : rule.references());
    all.addAll(finding.references());
    return List.copyOf(all);
  }

  static String page(String rule) {
    return SITE + "/rules/" + rule;
  }

  static String explain(String rule) {
    return "sallyport explain " + rule;
  }

  static String flag(Fix fix) {
    return fix.safety() == Safety.SAFE ? "--fix" : "--fix=unsafe";
  }

  /// Where, or what is meant when a problem is of no one file.
  static String place(Problem problem) {
    if (problem.path().isEmpty()) {
      return "the whole scan";
    }
    return problem.line() > 0 ? problem.path() + ":" + problem.line() : problem.path();
  }

  static String label(Problem.Kind kind) {
    return switch (kind) {
      case INCOMPLETE -> "incomplete";
      case GAP -> "gap";
    };
  }

  /// `reason (owner alice, until 2027-01-01, written in .sallyport.yml)`.
  static String decision(Suppressed suppressed) {
    StringBuilder out = new StringBuilder(suppressed.reason());
    out.append(" (");
    if (suppressed.owner() != null) {
      out.append("owner ").append(suppressed.owner()).append(", ");
    }
    out.append(suppressed.expires() == null ? "no expiry" : "until " + suppressed.expires());
    return out.append(", ").append(suppressed.source()).append(")").toString();
  }

  static boolean fromBaseline(Suppressed suppressed) {
    return suppressed.source().equals("baseline");
  }

  /// Where a reference can be read, for those that have an address by rule.
  static Optional<String> address(Reference reference) {
    String id = reference.id();
    return switch (reference.kind()) {
      case CWE ->
          id.matches("CWE-[0-9]{1,6}")
              ? Optional.of("https://cwe.mitre.org/data/definitions/" + id.substring(4) + ".html")
              : Optional.empty();
      case ADVISORY ->
          id.matches("GHSA(-[0-9a-z]{4}){3}")
              ? Optional.of("https://github.com/advisories/" + id)
              : Optional.empty();
      case PAGE -> id.startsWith("https://") ? Optional.of(id) : Optional.empty();
      case OWASP_CICD, CIS_SSC -> Optional.empty();
    };
  }
}
