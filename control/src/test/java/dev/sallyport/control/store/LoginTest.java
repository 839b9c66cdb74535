package dev.sallyport.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoginTest {

  @Test
  void readsBothWaysToWriteAnAddress() {
    Login libpq = Login.parse("postgresql://app:p%40ss+1@db.example:6432/audit");
    Login jdbc =
        Login.parse("jdbc:postgresql://db.example:6432/audit?user=app&password=p%40ss%2B1");

    for (Login login : new Login[] {libpq, jdbc}) {
      assertThat(login.user()).isEqualTo("app");
      assertThat(login.source().getPassword()).isEqualTo("p@ss+1");
      assertThat(login.source().getDatabaseName()).isEqualTo("audit");
      assertThat(login.source().getPortNumbers()).containsExactly(6432);
      assertThat(login.place()).isEqualTo("db.example:6432/audit");
    }
  }

  @Test
  void serverElsewhereMustProveWhoItIs() {
    assertThat(Login.parse("postgresql://db.example/audit").source().getSslMode())
        .isEqualTo("verify-full");
    assertThat(Login.parse("postgresql://db.example/audit?sslmode=require").source().getSslMode())
        .isEqualTo("require");
    assertThat(Login.parse("postgresql://127.0.0.1/audit").source().getSslMode())
        .isNotEqualTo("verify-full");
    assertThat(Login.parse("postgresql://[::1]/audit").source().getSslMode())
        .isNotEqualTo("verify-full");
    assertThat(Login.parse("postgresql://127.0.0.1.example/audit").source().getSslMode())
        .isEqualTo("verify-full");
  }

  @Test
  void everyConnectionIsDurable() {
    assertThat(Login.parse("postgresql://db.example/audit").source().getOptions())
        .contains("synchronous_commit=on", "lock_timeout=", "idle_in_transaction_session_timeout=");
    assertThat(
            Login.parse("postgresql://db.example/audit?options=-c%20synchronous_commit=off")
                .source()
                .getOptions())
        .doesNotContain("synchronous_commit=off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "db.example",
        "mysql://app:hidden@db.example/audit",
        "postgresql://app:hidden@/audit",
        "postgresql://app:hidden@db.example",
        "postgresql://app:hidden@db.example/",
        "postgresql://app:hid den@db.example/audit",
      })
  void otherAddressesAreRefusedWithoutShowingThem(String url) {
    assertThatThrownBy(() -> Login.parse(url))
        .isInstanceOf(StoreRefusal.class)
        .hasMessageContaining("database-url")
        .hasMessageNotContaining("hid");
  }
}
