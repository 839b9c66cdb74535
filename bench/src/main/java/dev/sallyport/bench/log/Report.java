package dev.sallyport.bench.log;

import com.google.errorprone.annotations.FormatMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The section of `docs/bench.md` about the log.
final class Report {

  private final Results results;
  private final StringBuilder text = new StringBuilder();

  private Report(Results results) {
    this.results = results;
  }

  static String of(Results results) {
    var report = new Report(results);
    report.head();
    report.ratios();
    report.goals();
    report.growth();
    report.memory();
    report.meaning();
    return report.text.toString();
  }

  private void head() {
    line("## The log");
    line("");
    line(
        number(
            "`./dev bench log%s`, %s. It took %.0f s. An entry has %d bytes. Beside each figure stands what"
                + " PostgreSQL alone does in the same run with rows of the same size in a table of the same form"
                + " (plain JDBC, the same server and settings).",
            results.plan().isFull() ? "" : " --quick",
            results.machine().describe(),
            results.seconds(),
            results.leaf()));
    line("");
  }

  private void ratios() {
    var point = results.growth().at(Plan.CALLERS);
    Results.Stage first = results.stages().getFirst();
    Results.Stage last = results.last();
    double heap = last.memory().heap() / first.memory().heap();
    line("What depends least on the machine, the ratios:");
    line("");
    row("Ratio", "Value", "Goal");
    row("---", "---", "---");
    row(
        "appends at 64 callers, the log to PostgreSQL with a transaction for each row",
        number("%.2f", point.log().over(point.single())),
        "");
    row(
        "the same, to PostgreSQL with 64 rows in each transaction, one connection and no callers",
        number("%.2f", point.log().over(point.batches())),
        "");
    row(
        "appends at 256 callers to those at 64; at 64 to those at 16",
        number(
            "%.2f; %.2f",
            results.growth().at(256).log().rate() / point.log().rate(),
            point.log().rate() / results.growth().at(16).log().rate()),
        "");
    row(
        number("two processes to one, 64 callers in all, median of %d", results.plan().pairs()),
        number("%.2f (PostgreSQL alone: %.2f)", results.two().log(), results.two().plain()),
        atLeast(results.two().log(), 0.9, "0.9"));
    row(
        "inclusion proof from cold tiles to PostgreSQL reading as many hashes, p50",
        number("%.2f", results.old().cold().millis(0.5) / results.old().plain().millis(0.5)),
        "");
    row(
        "verification of everything to PostgreSQL handing over the rows",
        number("%.2f", last.verification().seconds() / results.readAll()),
        "");
    row(
        number("live heap at %s entries to that at %s", count(last.size()), count(first.size())),
        number("%.2f", heap),
        "flat: " + (heap <= 1.25 ? "met" : "**missed**"));
    line("");
  }

  private void goals() {
    var growth = results.growth();
    var many = growth.at(Plan.CALLERS);
    var one = growth.at(1);
    var last = results.last();
    line("The goals:");
    line("");
    row("Case", "The log", "Goal", "PostgreSQL alone");
    row("---", "---", "---", "---");
    row(
        "durable appends, 64 callers",
        number("%.0f/s", many.log().rate()),
        atLeast(many.log().rate(), 5000, "5,000/s"),
        number(
            "%.0f/s, a transaction for each row; %.0f/s, 64 rows in each",
            many.single().rate(), many.batches().rate()));
    row(
        "the same, p99 of a call",
        millis(many.log(), 0.99),
        atMost(many.log().millis(0.99), 50, "50 ms"),
        millis(many.single(), 0.99));
    row(
        "one caller, p50 of a call",
        millis(one.log(), 0.5),
        atMost(one.log().millis(0.5), 5, "5 ms"),
        millis(one.single(), 0.5));
    freshRows();
    proofRows();
    row(
        number("`audit verify` of %s entries in a directory, whole process", count(last.size())),
        number(
            "%.1f s, peak %.0f MB", last.verification().seconds(), last.verification().mebibytes()),
        atMost(last.verification().seconds(), 15, "15 s"),
        number("%.1f s to hand over the rows in order", results.readAll()));
    row(
        number("opening the log at %s entries, fresh process", count(results.opening().size())),
        number("%.2f s", results.opening().log()),
        atMost(results.opening().log(), 3, "3 s"),
        number("%.3f s to connect and read the newest head", results.opening().plain()));
    line("");
  }

  private void freshRows() {
    var fresh = results.fresh();
    String visible =
        number("%.1f ms until another connection has read the row", results.visible().millis(0.99));
    row(
        "proof of a fresh entry, p99 (8 callers that pause)",
        number("%.2f s", fresh.calm().millis(0.99) / 1e3),
        atMost(fresh.calm().millis(0.99), 2000, "2 s"),
        visible);
    row(
        "the same while 64 callers append as fast as they can",
        number("%.2f s", fresh.busy().millis(0.99) / 1e3),
        atMost(fresh.busy().millis(0.99), 2000, "2 s"),
        "the same");
  }

  private void proofRows() {
    var old = results.old();
    String size = count(results.last().size());
    String plain = millis(old.plain(), 0.99) + " for as many hashes by key, warm";
    row(
        number("inclusion proof at %s entries, cold, p99", size),
        millis(old.cold(), 0.99),
        atMost(old.cold().millis(0.99), 2, "2 ms"),
        plain);
    row(
        "the same, tiles in the file cache, p99",
        millis(old.warm(), 0.99),
        atMost(old.warm().millis(0.99), 2, "2 ms"),
        "the same");
    row("cold: entry read, proof made and verified, p99", millis(old.whole(), 0.99), "", "");
  }

  private void growth() {
    line(
        "Growth with the callers: rows a second, p50 and p99 of a call (for batches, of a batch):");
    line("");
    row(
        "Callers",
        "The log",
        "PostgreSQL, a transaction for each row",
        "PostgreSQL, as many rows in each as callers");
    row("---:", "---", "---", "---");
    results
        .growth()
        .points()
        .forEach(
            (callers, point) ->
                row(
                    count(callers),
                    speed(point.log()),
                    speed(point.single()),
                    speed(point.batches())));
    row("1,024, filling the log", speed(results.filling()), "", "");
    line("");
  }

  private void memory() {
    line("Memory and verification at growing sizes:");
    line("");
    row(
        "Entries",
        "Live heap of the appending process",
        "Peak resident since the line before",
        "`audit verify`",
        "Its peak memory");
    row("---:", "---", "---", "---", "---");
    for (Results.Stage stage : results.stages()) {
      row(
          count(stage.size()),
          number("%.0f MB", stage.memory().heap()),
          number("%.0f MB", stage.memory().resident()),
          number("%.1f s", stage.verification().seconds()),
          number("%.0f MB", stage.verification().mebibytes()));
    }
    line("");
  }

  private void meaning() {
    line("What the words mean:");
    line("");
    var words = new ArrayList<String>();
    words.add(
        "An append is a whole one: the event is encoded as canonical JSON, checked and hashed, committed with"
            + " `synchronous_commit=on`, and published every second by the same process meanwhile. PostgreSQL"
            + " alone inserts bytes that are ready. Both sides take turns within each round; a rate is the"
            + " median of "
            + results.plan().rounds()
            + (results.plan().rounds() == 1 ? " round" : " rounds")
            + ", percentiles are over all calls.");
    words.add(
        "PostgreSQL with a transaction for each row has a connection for each caller, at most "
            + PlainPostgres.CONNECTIONS
            + ", which callers share; with batches it has one connection that never waits for a caller.");
    words.add(
        "Two processes are two JVMs with 32 callers each, against one of them with 64, in turn; this process"
            + " publishes meanwhile. PostgreSQL alone: "
            + TwoProcesses.PLAIN_CALLERS
            + " connections in all.");
    words.add(
        "Cold: the reader has no tile in memory, and the system was told to drop the files from its cache just"
            + " before (`posix_fadvise`); what the disk or the host keeps of them is not known. Proofs are made"
            + " from the published files alone; the database keeps entries and the right edge of the tree, no"
            + " inner hashes.");
    words.add(
        "A fresh proof counts from the answer to the append until `prove` from the published directory has made"
            + " the proof and verified it.");
    words.add(
        "Live heap is what a full collection leaves of a heap of at most 512 MB. Of the resident memory most is"
            + " heap that the collector had no reason to give back.");
    words.forEach(word -> line("- " + word));
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", List.of(cells)) + " |");
  }

  private void line(String words) {
    text.append(words).append('\n');
  }

  private static String speed(Speed speed) {
    return number("%.0f/s, %.1f ms, %.1f ms", speed.rate(), speed.millis(0.5), speed.millis(0.99));
  }

  private static String millis(Speed speed, double part) {
    return number("%.2f ms", speed.millis(part));
  }

  private static String atLeast(double value, double goal, String text) {
    return text + " or more: " + (value >= goal ? "met" : "**missed**");
  }

  private static String atMost(double value, double goal, String text) {
    return text + " or less: " + (value <= goal ? "met" : "**missed**");
  }

  private static String count(long number) {
    return number("%,d", number);
  }

  @FormatMethod
  private static String number(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
