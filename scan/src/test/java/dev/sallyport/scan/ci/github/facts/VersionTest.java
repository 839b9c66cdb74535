package dev.sallyport.scan.ci.github.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @Test
  void ordersReleasesAndPreReleases() {
    List<String> ascending =
        List.of(
            "0.0.1",
            "v1-rc",
            "v1",
            "v1.0.1",
            "1.2.3-alpha.1",
            "v1.2.3-beta",
            "1.2.3-rc1",
            "v1.2.3-rc2",
            "1.2.3-rc.10",
            "1.2.3",
            "v1.2.10",
            "v1.10",
            "2.0b1",
            "2",
            "2026.07.20",
            "2026.07.20.1");
    for (int i = 0; i + 1 < ascending.size(); i++) {
      assertThat(version(ascending.get(i)))
          .as("%s before %s", ascending.get(i), ascending.get(i + 1))
          .isLessThan(version(ascending.get(i + 1)));
    }
  }

  @Test
  void readsMissingNumbersAsZero() {
    assertThat(version("v1")).isEqualByComparingTo(version("1.0.0")).isEqualTo(version("1.0"));
    assertThat(version("v1")).hasSameHashCodeAs(version("1.0.0"));
    assertThat(version("1.2.3+build5")).isEqualTo(version("1.2.3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v",
        "main",
        "release/v1",
        "codeql-bundle-v2.20",
        "v1.x",
        "v1.",
        "1.-2",
        "v1/../..",
        "1.2.3.4.5.6.7",
        "9999999999999999999",
        "1234567890123456789012345678901234567890",
        "1 ",
        "v-1",
        "1é"
      })
  void refusesWhatIsNoVersion(String text) {
    assertThat(Version.parse(text)).isEmpty();
  }

  @Test
  void knowsFamilies() {
    assertThat(version("v4").holds(version("4.1.2"))).isTrue();
    assertThat(version("v4.1").holds(version("4.1.2"))).isTrue();
    assertThat(version("v4").holds(version("40.1.2"))).isFalse();
    assertThat(version("v4.1").holds(version("v4"))).isFalse();
    assertThat(version("v4.1").isShort()).isTrue();
    assertThat(version("v4-beta").isShort()).isFalse();
  }

  @Test
  void rangesHoldVersionsAndFamilies() {
    VersionRange range = VersionRange.parse("0,1.1.1;2.0.0,2.1.1");
    assertThat(range.holds(version("v1.1.0"))).isTrue();
    assertThat(range.holds(version("1.1.1"))).isFalse();
    assertThat(range.holds(version("1.1.1-rc1"))).isTrue();
    assertThat(range.holdsFamily(version("v1"))).isFalse();
    assertThat(range.touchesFamily(version("v1"))).isTrue();
    assertThat(range.holdsFamily(version("v1.0"))).isTrue();
    assertThat(range.touchesFamily(version("v3"))).isFalse();
    assertThat(range.fixedFor(version("2.0.1"))).isEqualTo(version("2.1.1"));
  }

  @Test
  void rangesOfOneTagOrUpToATag() {
    assertThat(VersionRange.parse("=5").holds(version("v5"))).isTrue();
    assertThat(VersionRange.parse("=5").touchesFamily(version("v5"))).isTrue();
    assertThat(VersionRange.parse("=5").holds(version("v5.1"))).isFalse();
    assertThat(VersionRange.parse("<=45.0.7").holds(version("45.0.7"))).isTrue();
    assertThat(VersionRange.parse("<=45.0.7").touchesFamily(version("v46"))).isFalse();
    assertThat(VersionRange.parse("<=45.0.7").fixedFor(version("1"))).isNull();
    assertThat(VersionRange.parse("0,").holdsFamily(version("v9"))).isTrue();
    assertThat(VersionRange.parse("-").isUnknown()).isTrue();
  }

  private static Version version(String text) {
    return Version.parse(text).orElseThrow();
  }
}
