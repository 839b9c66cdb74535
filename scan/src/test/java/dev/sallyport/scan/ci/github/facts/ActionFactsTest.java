package dev.sallyport.scan.ci.github.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.ci.github.facts.Exposure.Affected;
import dev.sallyport.scan.ci.github.facts.Exposure.ExposedInWindow;
import dev.sallyport.scan.ci.github.facts.Exposure.Gap;
import dev.sallyport.scan.ci.github.facts.Exposure.Grounds;
import dev.sallyport.scan.ci.github.facts.Exposure.NotKnown;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionFactsTest {
  private static final String UNKNOWN_COMMIT = "00000000000000000000000000000000deadbeef";

  private final ActionFacts facts = ActionFacts.bundled();

  @Test
  void hasOneDate() {
    assertThat(facts.bundleDate()).isEqualTo(LocalDate.of(2026, 11, 23));
    for (String name : List.of(Bundle.TAGS, Bundle.ADVISORIES, Bundle.POPULAR, Bundle.PLATFORMS)) {
      assertThat(Bundle.text(name)).contains(Bundle.DATE + "2026-11-23\n");
    }
  }

  @Test
  void tagsLeadToCommitsAndBack() {
    String commit = facts.commit("actions/checkout", "v4.2.2").orElseThrow();
    assertThat(commit).isEqualTo("11bd71901bbe5b1630ceea73d27597364c9af683");
    assertThat(facts.tags("Actions/Checkout", commit)).contains("v4.2.2");
    assertThat(facts.tags("actions/checkout/sub", commit.toUpperCase(Locale.ROOT)))
        .first()
        .isEqualTo("v4.2.2");
    assertThat(facts.version("actions/checkout", commit)).hasToString("Optional[4.2.2]");
    assertThat(facts.latestTag("actions/checkout")).contains("v7.0.1");
  }

  @Test
  void everyTagOfTheBundleLeadsBackToItself() {
    Tags tags = Tags.of(Bundle.text(Bundle.TAGS));
    int count = 0;
    for (String name : tags.repositories()) {
      Tags.Repository repository = tags.repository(name);
      for (String tag : repository.commits().keySet()) {
        assertThat(repository.tags(repository.commit(tag).orElseThrow())).contains(tag);
        count++;
      }
    }
    assertThat(count).isEqualTo(8_946);
    assertThat(tags.repositories()).hasSize(167);
  }

  @Test
  void unknownStaysEmpty() {
    assertThat(facts.commit("actions/checkout", "v99")).isEmpty();
    assertThat(facts.commit("nobody/nothing", "v1")).isEmpty();
    assertThat(facts.tags("actions/checkout", UNKNOWN_COMMIT)).isEmpty();
    assertThat(facts.latestTag("nobody/nothing")).isEmpty();
    assertThat(facts.popularity("nobody/nothing")).isEmpty();
    assertThat(facts.advisories("nobody/nothing", "v1")).isEmpty();
    assertThat(facts.advisories("nonsense", "")).isEmpty();
    assertThat(facts.isKnownArchived("actions/checkout")).isFalse();
  }

  @Test
  void standing() {
    assertThat(facts.popularity("ACTIONS/checkout")).hasValue(2_517);
    assertThat(facts.isKnownArchived("actions-rs/toolchain")).isTrue();
  }

  @Test
  void versionInRangeIsAffected() {
    assertThat(affected("tj-actions/changed-files", "v40.2.3", "GHSA-mcph-m25j-8j63"))
        .returns(Grounds.VERSION_IN_RANGE, Affected::grounds)
        .returns("41", found -> found.fixed().orElseThrow())
        .returns("CVE-2023-51664", found -> found.advisory().cve().orElseThrow());
  }

  @Test
  void shortTagWhoseWholeFamilyIsInRangeIsAffected() {
    assertThat(affected("tj-actions/changed-files", "v35", "GHSA-mcph-m25j-8j63").grounds())
        .isEqualTo(Grounds.ALL_OF_FAMILY_IN_RANGE);
  }

  @Test
  void commitOfAffectedVersionIsAffected() {
    String commit = facts.commit("tj-actions/changed-files", "v35.9.2").orElseThrow();
    assertThat(affected("tj-actions/changed-files", commit, "GHSA-mcph-m25j-8j63").grounds())
        .isEqualTo(Grounds.COMMIT_OF_AFFECTED_VERSION);
  }

  @Test
  void commitPrintedByTheSourceIsAffected() {
    assertThat(
            affected(
                    "tj-actions/changed-files",
                    "0e58ed8671d6b60d0890c21b07f8835ace038e67",
                    "GHSA-mrrh-fwg8-r2c3")
                .grounds())
        .isEqualTo(Grounds.COMMIT_NAMED_BY_SOURCE);
  }

  @Test
  void movedTagWasExposedInItsWindow() {
    assertThat(facts.advisories("tj-actions/changed-files", "v45"))
        .singleElement()
        .isInstanceOfSatisfying(
            ExposedInWindow.class,
            found -> {
              assertThat(found.advisory().id()).isEqualTo("GHSA-mrrh-fwg8-r2c3");
              assertThat(found.advisory().window()).isEqualTo("2025-03-14 to 2025-03-15");
            });
    assertThat(facts.advisories("tj-actions/changed-files", "v46")).isEmpty();
  }

  @Test
  void takeoverWithoutAdvisoryCounts() {
    assertThat(facts.advisories("actions-cool/issues-helper", "v3"))
        .singleElement()
        .isInstanceOf(ExposedInWindow.class)
        .extracting(found -> found.advisory().label())
        .isEqualTo("tag takeover of 2026-05-18");
    assertThat(
            facts.advisories(
                "actions-cool/issues-helper", "1c9e803c80cc7fed000022d4c94f4b5bc2e90062"))
        .singleElement()
        .isInstanceOf(Affected.class);
    String good = facts.commit("actions-cool/issues-helper", "v3.7.6").orElseThrow();
    assertThat(facts.advisories("actions-cool/issues-helper", good)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "actions/download-artifact, v4.1.3",
    "actions/download-artifact, v4.1.7",
    "actions/download-artifact, v3",
    "aquasecurity/trivy-action, v0.36.0",
    "Checkmarx/ast-github-action, 2.3.27",
    "super-linter/super-linter, v8.3.1"
  })
  void versionsOutsideAreSilent(String action, String ref) {
    assertThat(facts.advisories(action, ref)).isEmpty();
  }

  @Test
  void movingTagIsJudgedByWhereItStood() {
    assertThat(facts.advisories("actions/download-artifact", "v4")).isEmpty();
  }

  @Test
  void unknownCommitAndBranchAreNotKnown() {
    assertThat(facts.advisories("actions/download-artifact", UNKNOWN_COMMIT))
        .singleElement()
        .isInstanceOfSatisfying(
            NotKnown.class, found -> assertThat(found.gap()).isEqualTo(Gap.COMMIT_NOT_LISTED));
    assertThat(facts.advisories("actions/download-artifact", "main"))
        .singleElement()
        .isInstanceOfSatisfying(
            NotKnown.class, found -> assertThat(found.gap()).isEqualTo(Gap.NOT_A_VERSION));
  }

  @Test
  void advisoryOnAPathConcernsThatPathOnly() {
    assertThat(facts.advisories("pytorch/pytorch/.github/actions/other", "v1")).isEmpty();
    assertThat(facts.advisories("pytorch/pytorch/.github/actions/filter-test-configs", "v1.13"))
        .isNotEmpty();
    assertThat(facts.advisories("super-linter/super-linter/slim", "v7.0.0"))
        .singleElement()
        .extracting(found -> found.advisory().action())
        .isEqualTo("super-linter/super-linter/slim");
  }

  /// The listed commits of affected versions and the ranges must tell the same story.
  @Test
  void commitsAndRangesAgree() {
    int checked = 0;
    Tags tags = Tags.of(Bundle.text(Bundle.TAGS));
    for (String[] row : Bundle.rows(Bundle.text(Bundle.ADVISORIES))) {
      Advisories.Entry entry = Advisories.Entry.of(row);
      Tags.Repository repository = tags.repository(ActionFacts.key(row[2]));
      for (String commit : entry.tagged()) {
        assertThat(repository.tags(commit)).as("%s %s", row[0], commit).isNotEmpty();
        assertThat(repository.tags(commit))
            .as("%s %s", row[0], commit)
            .anyMatch(tag -> entry.range().holds(Version.parse(tag).orElseThrow()));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(1_599);
  }

  @ParameterizedTest
  @CsvSource({
    "action/checkout, actions/checkout",
    "actoins/checkout, actions/checkout",
    "acti0ns/setup-node, actions/setup-node",
    "actions-/cache, actions/cache",
    "dockr/login-action, docker/login-action",
    "awsactions/configure-aws-credentials, aws-actions/configure-aws-credentials",
    "tj-action/changed-files, tj-actions/changed-files",
    "codecow/codecov-action, codecov/codecov-action"
  })
  void misspeltOwnersImitate(String name, String popular) {
    assertThat(facts.similar(name)).contains(popular);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actions/checkout",
        "actions/chekout",
        "azure/LOGIN",
        "someone/checkout",
        "myfork/setup-node",
        "action/my-own-thing",
        "r-libs/actions",
        "labels/actions",
        "nick-fields/retry",
        "gradle/gradle-build-action",
        "nothing",
        "/",
        ""
      })
  void honestNamesDoNot(String name) {
    assertThat(facts.similar(name)).isEmpty();
  }

  @Test
  void buildPlatforms() {
    assertThat(BuildPlatforms.affecting(BuildPlatforms.Platform.GITHUB_ENTERPRISE_SERVER, "2.20.8"))
        .extracting(BuildPlatforms.Cve::id)
        .contains("CVE-2020-10516");
    // One record has no upper bound.
    assertThat(BuildPlatforms.affecting(BuildPlatforms.Platform.GITLAB, "99.0"))
        .extracting(BuildPlatforms.Cve::id)
        .containsExactly("CVE-2020-13283");
    assertThat(BuildPlatforms.affecting(BuildPlatforms.Platform.GITLAB, "newest")).isEmpty();
    for (String[] row : Bundle.rows(Bundle.text(Bundle.PLATFORMS))) {
      BuildPlatforms.holds(row[3], Version.parse("13.8.1").orElseThrow());
    }
  }

  private Affected affected(String action, String ref, String id) {
    return facts.advisories(action, ref).stream()
        .filter(Affected.class::isInstance)
        .map(Affected.class::cast)
        .filter(found -> found.advisory().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
