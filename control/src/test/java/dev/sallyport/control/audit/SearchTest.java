package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.base.model.event.Verb;
import dev.sallyport.base.model.source.Digest;
import dev.sallyport.control.audit.Search.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SearchTest {

  @RegisterExtension static final TestLog LOG = new TestLog();
  private static final Facts READER = new Facts(new Actor.Part("auditor"), Samples.NOON);

  private Batcher log;
  private Search search;

  @BeforeEach
  void open() {
    LOG.clear();
    log =
        new Batcher("log.example", LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {});
    search = new Search(LOG.database(), log);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private void append(Event event) {
    log.append(Unit.of(Samples.TENANT, event));
  }

  private List<Long> find(Query query) {
    return search.find(Samples.TENANT, READER, query, Long.MAX_VALUE, 50).entries().stream()
        .map(Search.Found::index)
        .toList();
  }

  private static Facts workload(String subject, String run, Duration later) {
    return new Facts(
        new Actor.Workload("https://ci.example", subject, new TreeMap<>()),
        Samples.NOON.plus(later),
        new Facts.From(null, new Facts.Run(run, 1, "hosted")),
        Facts.Target.of("staging", new Digest("sha256:" + "cd".repeat(32))),
        Facts.Correlation.NONE);
  }

  @Test
  void findsByEachCondition() {
    append(Samples.deployed("production"));
    append(Samples.deployedBy("Ada"));
    append(new Event.IdentityVerified(workload("repo:7", "run-1", Duration.ofHours(1))));
    append(new Event.CredentialRefused(workload("repo:8", "run-2", Duration.ofHours(2)), "late"));
    assertThat(find(Query.of(Samples.ARTIFACT))).containsExactly(1L, 0L);
    assertThat(find(Query.of(Verb.CREDENTIAL_REFUSED))).containsExactly(3L);
    assertThat(find(Query.ofIdentity("Ada"))).containsExactly(1L);
    assertThat(find(Query.ofIdentity("repo:7"))).containsExactly(2L);
    assertThat(find(Query.ofIdentity("nobody"))).isEmpty();
    assertThat(find(new Query(null, "staging", null, null, null, null, null)))
        .containsExactly(3L, 2L);
    assertThat(find(new Query(null, null, null, null, "run-2", null, null))).containsExactly(3L);
    assertThat(
            find(
                new Query(
                    null,
                    "staging",
                    null,
                    null,
                    null,
                    Samples.NOON.plus(Duration.ofMinutes(30)),
                    Samples.NOON.plus(Duration.ofMinutes(90)))))
        .containsExactly(2L);
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() {
    for (int i = 0; i < 25; i++) {
      append(Samples.deployed("production"));
    }
    var indices = new ArrayList<Long>();
    long before = Long.MAX_VALUE;
    for (int page = 0; page < 3; page++) {
      var found = search.find(Samples.TENANT, READER, Query.of(Samples.ARTIFACT), before, 10);
      found.entries().forEach(entry -> indices.add(entry.index()));
      assertThat(found.next().isPresent()).isEqualTo(page < 2);
      before = found.next().orElse(-1);
      append(Samples.deployed("production")); // what is newer does not shift what is older
    }
    assertThat(indices).hasSize(25).doesNotHaveDuplicates().startsWith(24L).endsWith(0L);
  }

  @Test
  void everyQuestionIsAnEntry() throws Exception {
    find(Query.of(Samples.ARTIFACT));
    find(Query.ofIdentity("Ada"));
    List<Rows.Entry> entries = LOG.checkedEntries();
    assertThat(entries).hasSize(2);
    assertThat(Leaf.parse(entries.getFirst().leaf()))
        .isEqualTo(new Event.AuditRead(READER, Query.of(Samples.ARTIFACT).digest(Samples.TENANT)));
    // The question may name people; the log does not.
    assertThat(new String(entries.getLast().leaf(), UTF_8)).doesNotContain("Ada");
  }

  @Test
  void noAnswerWithoutItsEntry() {
    append(Samples.deployed("production"));
    log.close();
    assertThatThrownBy(() -> find(Query.ALL)).isInstanceOf(LogUnavailable.class);
  }

  @Test
  void showsWhatWasNotErased() {
    Event.DeployObserved ada = Samples.deployedBy("Ada");
    append(ada);
    var found = search.find(Samples.TENANT, READER, Query.of(Samples.ARTIFACT), 1, 10).entries();
    assertThat(found.getFirst().personal())
        .extracting(Personal.Known::value)
        .containsExactly("host of Ada", "as asked", "Ada");
    append(
        new Event.PersonalErased(
            READER, Leaf.of(ada).personal().stream().map(Personal.Known::commitment).toList()));
    assertThat(find(Query.ofIdentity("Ada"))).isEmpty();
    assertThat(
            search
                .find(Samples.TENANT, READER, Query.of(Samples.ARTIFACT), 1, 10)
                .entries()
                .getFirst()
                .personal())
        .isEmpty();
  }

  @Test
  void otherTenantsAreNotFound() {
    log.append(Unit.of(2, Samples.deployedBy("Ada")));
    assertThat(find(Query.ALL)).containsExactly(1L); // the question itself
    assertThat(find(Query.ofIdentity("Ada"))).isEmpty();
  }

  @Test
  void tenantIsThatOfTheEntryNotOfTheColumn() {
    log.append(Unit.of(2, Samples.deployed("production")));
    LOG.tamper("update log_entry set tenant = 1");
    assertThat(find(Query.of(Samples.ARTIFACT))).isEmpty();
  }

  @Test
  void isMadeAgainFromTheLog() {
    append(Samples.deployed("production"));
    append(Samples.deployedBy("Ada"));
    find(Query.ALL);
    LOG.tamper("update log_search set artifact = null, verb = 'x'");
    assertThat(find(Query.of(Samples.ARTIFACT))).isEmpty();
    search.rebuild();
    assertThat(find(Query.of(Samples.ARTIFACT))).containsExactly(1L, 0L);
  }

  @Test
  void entryThatCannotBeReadHidesNoOther() {
    append(Samples.deployed("production"));
    append(Samples.deployed("production"));
    LOG.tamper("update log_entry set leaf = convert_to('{}', 'UTF8') where index = 0");
    assertThat(find(Query.of(Samples.ARTIFACT))).containsExactly(1L);
    assertThat(search.find(Samples.TENANT, READER, Query.ALL, 2, 10).entries())
        .extracting(Search.Found::event)
        .containsExactly(Samples.deployed("production"), null);
  }
}
