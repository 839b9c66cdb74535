package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.checks.violators.ForbiddenCalls;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ForbiddenTest {

  @ParameterizedTest
  @MethodSource("rules")
  void isNotCalled(Forbidden rule) {
    assertThat(rule.broken(Code.main())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void wouldBeFound(Forbidden rule) {
    assertThat(rule.broken(Code.of(ForbiddenCalls.class)))
        .isNotEmpty()
        .allMatch(line -> line.contains("ForbiddenCalls." + rule.name() + "()"), rule.name());
  }

  @Test
  void everyViolatorHasItsRule() {
    assertThat(
            Stream.of(ForbiddenCalls.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName))
        .containsExactlyInAnyOrderElementsOf(rules().stream().map(Forbidden::name).toList());
  }

  static List<Forbidden> rules() {
    return Forbidden.RULES;
  }
}
