package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SinceTest {
  private static final String TEXT = "uses: a/b@v1 # and a/c@v1";
  private static final SourceText OLD = Samples.file("old.yml", TEXT);
  private static final SourceText NEW = Samples.file("new.yml", TEXT);

  private static Since.State state(List<SourceText> files, Finding... findings) {
    Map<String, String> ids = new HashMap<>();
    files.forEach(file -> ids.put(file.path(), file.contentId()));
    return new Since.State(List.of(findings), ids);
  }

  private static Finding at(SourceText file, String part, int fingerprint) {
    return Samples.finding("unpinned-action", file, part, fingerprint);
  }

  @Test
  void comparesByFingerprint() {
    Finding stays = at(OLD, "a/b@v1", 1);
    Finding goes = at(OLD, "a/c@v1", 2);
    Finding comes = at(OLD, "a/c@v1", 3);
    Since since =
        Since.between(state(List.of(OLD), stays, goes), state(List.of(OLD), comes, stays));
    assertThat(since.introduced()).containsExactly(comes);
    assertThat(since.remaining()).containsExactly(stays);
    assertThat(since.gone()).containsExactly(goes);
  }

  @Test
  void countsTheSameFingerprint() {
    Finding one = at(OLD, "a/b@v1", 1);
    Finding two = at(OLD, "a/c@v1", 1);
    Since more = Since.between(state(List.of(OLD), one), state(List.of(OLD), one, two));
    assertThat(more.introduced()).containsExactly(two);
    Since less = Since.between(state(List.of(OLD), one, two), state(List.of(OLD), one));
    assertThat(less.introduced()).isEmpty();
    assertThat(less.gone()).hasSize(1);
  }

  @Test
  void knowsAMovedFile() {
    Since since =
        Since.between(
            state(List.of(OLD), at(OLD, "a/b@v1", 1)),
            state(List.of(NEW), at(NEW, "a/b@v1", 2), at(NEW, "a/c@v1", 3)));
    assertThat(since.remaining()).extracting(Finding::fingerprint).containsExactly(fp(2));
    assertThat(since.introduced()).extracting(Finding::fingerprint).containsExactly(fp(3));
    assertThat(since.gone()).isEmpty();
  }

  @Test
  void takesAnotherRuleAtTheSamePlaceOfAMovedFileForNew() {
    Finding other = Samples.finding("unpinned-image", Severity.HIGH, NEW, new Span(6, 12), 2);
    Since since =
        Since.between(state(List.of(OLD), at(OLD, "a/b@v1", 1)), state(List.of(NEW), other));
    assertThat(since.introduced()).containsExactly(other);
  }

  @Test
  void takesACopyForNew() {
    Finding there = at(OLD, "a/b@v1", 1);
    Finding copy = at(NEW, "a/b@v1", 2);
    Since since = Since.between(state(List.of(OLD), there), state(List.of(OLD, NEW), there, copy));
    assertThat(since.introduced()).containsExactly(copy);
  }

  @Test
  void takesAMovedAndChangedFileForNew() {
    SourceText changed = Samples.file("new.yml", TEXT + "\n");
    Finding moved = at(changed, "a/b@v1", 2);
    Since since =
        Since.between(state(List.of(OLD), at(OLD, "a/b@v1", 1)), state(List.of(changed), moved));
    assertThat(since.introduced()).containsExactly(moved);
  }

  @Test
  void pairsSeveralMovedFilesOfOneContentOneToOne() {
    SourceText second = Samples.file("old2.yml", TEXT);
    SourceText third = Samples.file("new3.yml", TEXT);
    Since since =
        Since.between(
            state(List.of(OLD, second), at(OLD, "a/b@v1", 1), at(second, "a/b@v1", 2)),
            state(List.of(NEW, third), at(NEW, "a/b@v1", 3), at(third, "a/b@v1", 4)));
    assertThat(since.introduced()).isEmpty();
    assertThat(since.remaining()).hasSize(2);
  }

  @Test
  void namesWhatBecameWorse() {
    Finding low = graded(Severity.LOW, 1);
    Finding critical = graded(Severity.CRITICAL, 1);
    Since worse = Since.between(state(List.of(OLD), low), state(List.of(OLD), critical));
    assertThat(worse.introduced()).isEmpty();
    assertThat(worse.remaining()).isEmpty();
    assertThat(worse.gone()).isEmpty();
    assertThat(worse.worse()).containsExactly(new Since.Worse(critical, low));
    Finding told = worse.worse().getFirst().told();
    assertThat(told.message()).isEqualTo(critical.message() + "; it was there before as low");
    assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(told.fingerprint()).isEqualTo(low.fingerprint());
    Since better = Since.between(state(List.of(OLD), critical), state(List.of(OLD), low));
    assertThat(better.worse()).isEmpty();
    assertThat(better.remaining()).containsExactly(low);
  }

  @Test
  void pairsEquallySevereOnesFirst() {
    Finding low = graded(Severity.LOW, 1);
    Finding medium = graded(Severity.MEDIUM, 1);
    Finding high = graded(Severity.HIGH, 1);
    Since since = Since.between(state(List.of(OLD), low, high), state(List.of(OLD), high, medium));
    assertThat(since.remaining()).containsExactly(high);
    assertThat(since.worse()).containsExactly(new Since.Worse(medium, low));
  }

  @Test
  void whatOnlyAnAuditorSawIsWorseWhenEverybodySeesIt() {
    Finding now = graded(Severity.LOW, 1);
    Finding before = new RuleSetting(true, null, Persona.AUDITOR, PathFilter.ALL).regrade(now);
    Since since = Since.between(state(List.of(OLD), before), state(List.of(OLD), now));
    assertThat(since.worse().getFirst().told().message())
        .endsWith("it was there before as low for the auditor persona only");
    assertThat(Since.between(state(List.of(OLD), now), state(List.of(OLD), before)).worse())
        .isEmpty();
  }

  private static Finding graded(Severity severity, int fingerprint) {
    return Samples.finding("unpinned-action", severity, OLD, new Span(6, 12), fingerprint);
  }

  private static String fp(int n) {
    return Samples.fingerprint(n);
  }
}
