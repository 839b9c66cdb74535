package dev.sallyport.scan.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PrivilegeTest {
  @Test
  void namesNothingAsReadOnly() {
    assertThat(privilege(List.of(), false, List.of(), false).text()).isEqualTo("a read-only token");
  }

  @Test
  void setsACommaWhereAPartHasOne() {
    assertThat(privilege(List.of(), true, List.of("DEPLOY"), false).text())
        .isEqualTo("the default token, which may write everywhere, and the secret DEPLOY");
    assertThat(privilege(List.of("contents", "issues"), false, List.of("*"), false).text())
        .isEqualTo("a token that can write contents and issues, and all secrets");
  }

  @Test
  void setsNoneBetweenTwoPlainParts() {
    assertThat(privilege(List.of("contents"), false, List.of("A"), false).text())
        .isEqualTo("a token that can write contents and the secret A");
  }

  @Test
  void listsThreeParts() {
    assertThat(privilege(List.of("contents"), false, List.of("A"), true).text())
        .isEqualTo("a token that can write contents, the secret A and an OIDC identity");
  }

  @Test
  void anyOneRightIsStrong() {
    assertThat(privilege(List.of(), true, List.of(), false).strong()).isTrue();
    assertThat(privilege(List.of("issues"), false, List.of(), false).strong()).isTrue();
    assertThat(privilege(List.of(), false, List.of("A"), false).strong()).isTrue();
    assertThat(privilege(List.of(), false, List.of(), true).strong()).isTrue();
    assertThat(privilege(List.of(), false, List.of(), false).strong()).isFalse();
  }

  @Test
  void namesTheIdentityOnce() {
    assertThat(privilege(List.of("id-token"), false, List.of(), true).text())
        .isEqualTo("a token that can write id-token");
  }

  private static Privilege privilege(
      List<String> writes, boolean defaultToken, List<String> secrets, boolean oidc) {
    return new Privilege(writes, defaultToken, secrets, 0, oidc, false, false);
  }
}
