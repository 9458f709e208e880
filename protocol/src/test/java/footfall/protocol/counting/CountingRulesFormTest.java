package footfall.protocol.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.protocol.counting.v1.GoalMessage;
import footfall.protocol.counting.v1.RulesMessage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Anybody may write to the log: what is read from there is whole, or refused. */
class CountingRulesFormTest {
  private static final CountingRules SHOP =
      new CountingRules(
          "shop",
          1_700_000_000_000L,
          false,
          List.of(
              counted(4, Goal.Type.DURATION, 60),
              counted(3, Goal.Type.PAGES_PER_SESSION, 3),
              text(2, Goal.Type.EVENT, Goal.Match.BEGINS_WITH, "sign"),
              text(1, Goal.Type.DESTINATION, Goal.Match.REGEX, "^/thanks/\\d+")));

  /** Written by the first version that had rules. */
  private static final String GOLDEN =
      "0a0473686f701080d095ffbc3122480a2430303030303030302d303030302d303030302d303030302d30"
          + "3030303030303030303031120b64657374696e6174696f6e1a057265676578220c5e2f7468616e6b732f"
          + "5c642b22400a2430303030303030302d303030302d303030302d303030302d3030303030303030303030"
          + "3212056576656e741a0b626567696e735f7769746822047369676e223b0a2430303030303030302d3030"
          + "30302d303030302d303030302d303030303030303030303033121170616765735f7065725f7365737369"
          + "6f6e280322320a2430303030303030302d303030302d303030302d303030302d30303030303030303030"
          + "303412086475726174696f6e283c";

  private static Goal text(int id, Goal.Type type, Goal.Match match, String pattern) {
    return new Goal(new UUID(0, id), type, Optional.of(match), pattern, 0);
  }

  private static Goal counted(int id, Goal.Type type, int threshold) {
    return new Goal(new UUID(0, id), type, Optional.empty(), "", threshold);
  }

  @Test
  void rulesAreReadBackAndTheOrderOfGoalsIsThatOfTheirIds() {
    CountingRules read = CountingRulesForm.read(CountingRulesForm.write(SHOP));

    assertThat(read).isEqualTo(SHOP);
    assertThat(read.goals())
        .extracting(goal -> goal.goalId().getLeastSignificantBits())
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void theGoldenFormIsReadAndWritten() {
    assertThat(HexFormat.of().formatHex(CountingRulesForm.write(SHOP))).isEqualTo(GOLDEN);
    assertThat(CountingRulesForm.read(HexFormat.of().parseHex(GOLDEN))).isEqualTo(SHOP);
  }

  @Test
  void aGoalOfAKindThatIsNotKnownYetIsLeftOut() {
    byte[] later =
        RulesMessage.newBuilder()
            .setWebsiteId("shop")
            .setVersion(1)
            .addGoals(GoalMessage.newBuilder().setGoalId("?").setGoalType("scrolled"))
            .build()
            .toByteArray();

    assertThat(CountingRulesForm.read(later).goals()).isEmpty();
  }

  @Test
  void whatIsNotWholeIsRefused() {
    RulesMessage whole = RulesMessage.newBuilder().setWebsiteId("shop").setVersion(1).build();
    GoalMessage goal =
        GoalMessage.newBuilder()
            .setGoalId(new UUID(0, 1).toString())
            .setGoalType("duration")
            .setThreshold(1)
            .build();

    refused("\0\1 nothing".getBytes(StandardCharsets.UTF_8));
    refused(whole.toBuilder().setVersion(0));
    refused(whole.toBuilder().setWebsiteId("no website"));
    refused(whole.toBuilder().addGoals(goal.toBuilder().setThreshold(0)));
    refused(whole.toBuilder().addGoals(goal.toBuilder().setGoalId("x")));
    refused(whole.toBuilder().addGoals(goal.toBuilder().setGoalType("event")));
    refused(whole.toBuilder().addAllGoals(IntStream.range(0, 101).mapToObj(i -> goal).toList()));
  }

  private static void refused(RulesMessage.Builder message) {
    refused(message.build().toByteArray());
  }

  private static void refused(byte[] form) {
    assertThatThrownBy(() -> CountingRulesForm.read(form))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
