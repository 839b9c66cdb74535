package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports to show: a usual one, a clean one, a hostile one, a big one.
final class Samples {
  static final String TRIAGE = ".github/workflows/triage.yml";
  static final String CI = ".github/workflows/ci.yml";

  static final List<RuleInfo> RULES =
      List.of(
          RuleInfo.of(
              "excessive-permissions",
              "The token can do more than the job needs",
              Severity.MEDIUM,
              Reference.cicdSec(5)),
          RuleInfo.of(
              "template-injection",
              "Untrusted text becomes part of a script",
              Severity.HIGH,
              Reference.cwe(94),
              Reference.cicdSec(4),
              Reference.cis("1.5.2")),
          RuleInfo.of(
                  "unpinned-action",
                  "An action is named by a tag that can be moved",
                  Severity.MEDIUM,
                  Reference.cwe(829),
                  Reference.cicdSec(3))
              .with(Confidence.MEDIUM));

  private static final String TRIAGE_TEXT =
      """
      name: Triage
      on:
        issues:
          types: [opened]
      permissions: write-all
      jobs:
        greet:
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v4
            - name: Greet
              run: |
                echo "New issue"
                echo "Title: ${{ github.event.issue.title }}"
                echo "Thanks!"
      """;

  private Samples() {}

  static SourceText source(String path, String text) {
    return new SourceText(path, text, "0".repeat(64));
  }

  static Location at(SourceText source, String needle) {
    int start = source.text().indexOf(needle);
    if (start < 0) {
      throw new IllegalArgumentException(needle);
    }
    return source.at(new Span(start, start + needle.length()));
  }

  static Report clean() {
    return new Report(
        "0.1.0",
        ".",
        12,
        RULES,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        "2026-11-20",
        List.of());
  }

  static Finding injection(SourceText triage) {
    Location place = at(triage, "${{ github.event.issue.title }}");
    Location run = at(triage, "run: |");
    return new Finding(
        "template-injection",
        Severity.CRITICAL,
        Confidence.HIGH,
        Persona.DEFAULT,
        Reach.OUTSIDER,
        "The title of an issue, `github.event.issue.title`, is pasted into a shell script before the"
            + " shell reads it. Whoever opens an issue runs commands with a token that can write to"
            + " the repository.",
        place,
        List.of(new Related(at(triage, "write-all"), "gives the token every permission")),
        List.of(
            new PathStep(
                at(triage, "issues:"), "Anyone opens an issue, which starts this workflow"),
            new PathStep(place, "The title is substituted into the text of the script"),
            new PathStep(run, "`bash` runs the script, the attacker's commands included"),
            new PathStep(at(triage, "write-all"), "The job's token can push, release and approve")),
        List.of(Reference.cwe(94), Reference.cicdSec(4)),
        List.of(
            new Fix(
                "Pass the title through an environment variable",
                Safety.SAFE,
                "The shell then sees data, not code.",
                List.of(
                    new Edit(
                        TRIAGE,
                        new Span(run.span().start(), run.span().start()),
                        "env:\n          TITLE: ${{ github.event.issue.title }}\n        "),
                    new Edit(TRIAGE, place.span(), "${TITLE}")))),
        "a1".repeat(32));
  }

  static Finding permissions(SourceText triage) {
    return new Finding(
        "excessive-permissions",
        Severity.HIGH,
        Confidence.HIGH,
        Persona.DEFAULT,
        Reach.WRITER,
        "`write-all` gives every job of this workflow all permissions; `greet` uses none of them.",
        at(triage, "permissions: write-all"),
        List.of(),
        List.of(),
        List.of(Reference.cicdSec(5)),
        List.of(
            new Fix(
                "Give the workflow read access alone",
                Safety.UNSAFE,
                "",
                List.of(new Edit(TRIAGE, at(triage, "write-all").span(), "{}")))),
        "b2".repeat(32));
  }

  static Finding unpinned(SourceText source, String needle, int number) {
    return new Finding(
        "unpinned-action",
        Severity.MEDIUM,
        Confidence.MEDIUM,
        Persona.DEFAULT,
        Reach.SUPPLIER,
        "`" + needle + "` is a tag. Whoever controls the action can move it to other code.",
        at(source, needle),
        List.of(),
        List.of(),
        List.of(Reference.advisory("GHSA-abcd-efgh-ijkl")),
        List.of(),
        String.format("%064x", number));
  }

  static SourceText ci() {
    StringBuilder text = new StringBuilder("on: push\njobs:\n  build:\n    steps:\n");
    for (int i = 1; i <= 12; i++) {
      text.append("      - uses: octo/tool-").append(i).append("@v1 # 工具\n");
    }
    return source(CI, text.toString());
  }

  static Report usual() {
    SourceText triage = source(TRIAGE, TRIAGE_TEXT);
    SourceText ci = ci();
    List<Finding> findings = new ArrayList<>();
    findings.add(injection(triage));
    findings.add(permissions(triage));
    for (int i = 1; i <= 12; i++) {
      findings.add(unpinned(ci, "octo/tool-" + i + "@v1", i));
    }
    return new Report(
        "0.1.0",
        ".",
        7,
        RULES,
        findings,
        List.of(
            new Suppressed(
                unpinned(triage, "actions/checkout@v4", 99),
                "inline",
                "Our own fork, released by the platform team",
                "alice",
                "2027-01-31"),
            new Suppressed(
                permissions(triage), "baseline", "Known before the first scan", null, null)),
        List.of(
            Problem.incomplete(
                ".github/workflows/broken.yml",
                7,
                "Expected a mapping, met a tab character; mend the file's indentation."),
            Problem.gap(
                CI,
                9,
                "The action was not read because the scan is offline; run with --online.",
                "octo/tool-5@v1")),
        Map.of(TRIAGE, triage, CI, ci),
        "2026-11-20",
        List.of("The suppression in .sallyport.yml line 4 expired on 2026-10-01."));
  }

  /// Every text that a scanned repository can choose tries to break out.
  static Report hostile() {
    String evil =
        "\u001b[2J\u001b]0;pwned\u0007 </script><script>alert(1)</script> \u202etxt.exe\u202c"
            + " ]]> \u0000 \ud800 ``` ~~~ @octocat #1 GH-2 https://github.com/a/b/issues/3"
            + " [x](http://e.example) | <!-- --> &amp; {0} ##[add-mask]x ::error::y\r\n::warning::z"
            + " \u0085 \u2028 e\u0301\u0301\u0301\u0301\u0301\u0301 👩\u200d💻 漢字";
    return hostile(evil, "dir/\u001b[31m" + "a,b:c%\n::stop-commands::x|`@octocat</script>.yml");
  }

  /// A report of which every text is `evil`, in a file of that name.
  static Report hostile(String evil, String path) {
    String text = "a: 1\nb: " + evil.replace("\r\n", " ") + "\nc: " + "x".repeat(100_000) + "\n";
    SourceText source = source(path, text);
    int start = 3;
    Location place = source.at(new Span(start, start + 60));
    Location wide = source.at(new Span(text.length() - 50_000, text.length() - 1));
    Finding one =
        new Finding(
            "template-injection",
            Severity.CRITICAL,
            Confidence.LOW,
            Persona.DEFAULT,
            Reach.OUTSIDER,
            evil,
            place,
            List.of(new Related(wide, evil)),
            List.of(new PathStep(place, evil), new PathStep(wide, evil)),
            List.of(Reference.page("javascript:alert(1)"), Reference.advisory(evil)),
            List.of(new Fix(evil, Safety.SAFE, evil, List.of(new Edit(path, place.span(), evil)))),
            "c3".repeat(32));
    Finding two =
        new Finding(
            "unknown-rule",
            Severity.LOW,
            Confidence.HIGH,
            Persona.AUDITOR,
            Reach.NONE,
            evil,
            wide,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "c3".repeat(32));
    return new Report(
        "0.1.0",
        evil,
        1,
        RULES,
        List.of(one, two),
        List.of(new Suppressed(two, evil, evil, evil, evil)),
        List.of(Problem.incomplete(path, 0, evil), Problem.gap(path, 3, evil, evil)),
        Map.of(path, source),
        "2026-11-20",
        List.of(evil));
  }

  /// As many findings as a large organisation's repositories give, over 700 files.
  static Report big(int count) {
    Map<String, SourceText> sources = new LinkedHashMap<>();
    for (int file = 0; file < 700; file++) {
      String path = ".github/workflows/w" + file + ".yml";
      sources.put(path, source(path, TRIAGE_TEXT + ci().text()));
    }
    List<SourceText> files = List.copyOf(sources.values());
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SourceText source = files.get(i % files.size());
      findings.add(
          i % 7 == 0
              ? injection(source)
              : unpinned(source, "octo/tool-" + (1 + i % 12) + "@v1", i));
    }
    return new Report(
        "0.1.0",
        ".",
        files.size(),
        RULES,
        findings,
        List.of(),
        List.of(),
        sources,
        "2026-11-20",
        List.of());
  }
}
