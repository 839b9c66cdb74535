package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Suggest;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.report.Options;
import dev.sallyport.scan.report.ReportFormat;
import dev.sallyport.scan.report.Reports;
import dev.sallyport.scan.report.Visible;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.source.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes the report and writes it where it was asked for.
final class ReportOutput {
  private final ScanCommand asked;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal terminal;
  private final ReportFormat format;

  /// @throws UsageException when there is no such format
  ReportOutput(ScanCommand asked, PrintWriter out, PrintWriter err, Terminal terminal) {
    this.asked = asked;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.format = format(asked.formatId());
  }

  private static ReportFormat format(String wanted) {
    List<String> ids = Reports.all().stream().map(ReportFormat::id).toList();
    return Reports.byId(wanted.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new UsageException(
                    "--format: there is no format '"
                        + wanted
                        + "'; there are "
                        + String.join(", ", ids)
                        + Suggest.hint(wanted, ids)));
  }

  void write(Target target, RuleChoice choice, ScanInput input, Settled settled) {
    Report report =
        new Report(
            Main.version(),
            target.name(),
            (int) input.texts().stream().filter(t -> input.shown(t.path())).count(),
            choice.rules().stream().map(Rule::info).toList(),
            settled.findings(),
            settled.suppressed(),
            settled.problems(),
            pointedAt(settled, input.byPath()),
            ActionFacts.bundled().bundleDate().toString(),
            asked.quiet ? List.of() : settled.notices(),
            settled.configuration());
    Options options = Options.standard().width(terminal.width());
    options = asked.all ? options.unfolded() : options;
    Path file = asked.output;
    if (file == null) {
      print(report, options.with(terminal.style()));
    } else {
      save(report, options, file);
    }
  }

  /// After a baseline was written: what is in it, and what could not be looked into.
  void listed(Settled settled) {
    settled.problems().stream()
        .filter(p -> p.kind() == Problem.Kind.INCOMPLETE)
        .forEach(p -> err.println("sallyport: " + Visible.text(p.path() + ": " + p.message())));
    err.flush();
    if (!asked.quiet) {
      settled.baseline().ifPresent(out::println);
      out.flush();
    }
  }

  private void print(Report report, Options options) {
    try {
      format.write(report, options, out);
      out.flush();
    } catch (IOException failed) {
      throw new UsageException("cannot write the report: " + failed.getMessage());
    }
  }

  private void save(Report report, Options options, Path file) {
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      format.write(report, options, writer);
    } catch (IOException failed) {
      throw Failure.writing("the report", file, failed);
    }
    if (!asked.quiet) {
      int findings = report.findings().size();
      err.println(
          "sallyport: "
              + (findings == 1 ? "1 finding" : findings + " findings")
              + " written to "
              + file);
      err.flush();
    }
  }

  /// Only files that something points into: a report must not hold the whole tree.
  private static Map<String, SourceText> pointedAt(
      Settled settled, Map<String, SourceText> sources) {
    Set<String> paths = new TreeSet<>();
    List<Finding> all = new ArrayList<>(settled.findings());
    settled.suppressed().forEach(s -> all.add(s.finding()));
    for (Finding finding : all) {
      paths.add(finding.primary().path());
      finding.related().forEach(r -> paths.add(r.location().path()));
      finding.path().forEach(s -> paths.add(s.location().path()));
    }
    Map<String, SourceText> out = new TreeMap<>();
    settled.elsewhere().forEach(text -> out.put(text.path(), text));
    out.putAll(sources);
    out.keySet().retainAll(paths);
    return out;
  }
}
