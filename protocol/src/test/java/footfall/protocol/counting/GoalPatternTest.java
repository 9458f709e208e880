package footfall.protocol.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoalPatternTest {
  private static GoalPattern regex(String pattern) {
    return GoalPattern.of(Goal.Match.REGEX, pattern);
  }

  @Test
  void aTextIsComparedAsAWholeByItsBeginningOrByAnExpressionFoundAnywhere() {
    GoalPattern equals = GoalPattern.of(Goal.Match.EQUALS, "/thanks");
    GoalPattern begins = GoalPattern.of(Goal.Match.BEGINS_WITH, "/shop/");

    assertThat(equals.matches("/thanks")).isTrue();
    assertThat(equals.matches("/thanks/")).isFalse();
    assertThat(begins.matches("/shop/")).isTrue();
    assertThat(begins.matches("/a/shop/")).isFalse();
    assertThat(regex("order/\\d+").matches("/shop/order/17/done")).isTrue();
    assertThat(regex("^order").matches("/order")).isFalse();
    assertThat(regex("^/\\p{Greek}+$").matches("/\u03b1\u03b2")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "a{2,1}", "(?<=a)b", "\\1", "[z-a]", "a**"})
  void whatRe2DoesNotReadIsRefused(String pattern) {
    assertThatThrownBy(() -> regex(pattern)).hasMessageContaining("no regular expression");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(((((((x{9}){9}){9}){9}){9}){9}){9})y{999999999}",
        "[{9}](b{999}){2}"
      })
  void whatWouldBeWrittenOutHugeIsRefusedBeforeItIs(String pattern) {
    assertThatThrownBy(() -> regex(pattern)).hasMessageContaining("repeats too often");
  }

  @Test
  void aLargeExpressionIsRefusedAndAnyTextTakesBoundedTime() {
    assertThatThrownBy(() -> regex("(abcdefghij){30,40}")).hasMessageContaining("too large");
    assertThatThrownBy(() -> regex("")).hasMessageContaining("1 to 500");
    assertThatThrownBy(() -> regex("a".repeat(501))).hasMessageContaining("1 to 500");

    GoalPattern doomed = regex("^(a+)+$"); // a backtracking matcher would not come back
    assertThat(doomed.matches("a".repeat(100_000) + "b")).as("only 1,024 are looked at").isTrue();
    assertThat(doomed.matches("a".repeat(1_000) + "b")).isFalse();
  }
}
