package dev.sallyport.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LogPlaceTest {

  @Test
  void ownLogIsWhereTheServerOfThisUserKeepsIt() {
    var home = Map.of("HOME", "/home/ada");
    assertThat(LogPlace.own(home, "ada"))
        .isEqualTo(Path.of("/home/ada/.local/share/sallyport/log"));
    assertThat(LogPlace.own(home, "root")).isEqualTo(Path.of("/var/lib/sallyport/log"));
    assertThat(LogPlace.own(Map.of("XDG_DATA_HOME", "/data"), "root"))
        .isEqualTo(Path.of("/data/sallyport/log"));
    assertThat(LogPlace.own(Map.of("XDG_DATA_HOME", "relative", "HOME", "/h"), "ada"))
        .isEqualTo(Path.of("/h/.local/share/sallyport/log"));
  }

  @Test
  void directoryThatIsNotThereIsSaidSo() {
    assertThatThrownBy(() -> LogPlace.open("/no/such/log"))
        .isInstanceOf(UsageProblem.class)
        .hasMessageContaining("got '/no/such/log', which does not exist");
  }
}
