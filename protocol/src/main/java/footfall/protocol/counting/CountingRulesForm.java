package footfall.protocol.counting;

import com.google.protobuf.InvalidProtocolBufferException;
import footfall.protocol.counting.v1.GoalMessage;
import footfall.protocol.counting.v1.RulesMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Rules as the log and checkpoints have them ({@code counting.proto}). */
public final class CountingRulesForm {
  private CountingRulesForm() {}

  public static byte[] write(CountingRules rules) {
    RulesMessage.Builder message =
        RulesMessage.newBuilder()
            .setWebsiteId(rules.websiteId())
            .setVersion(rules.version())
            .setBotFilteringEnabled(rules.filterBots());
    for (Goal goal : rules.goals()) {
      message.addGoals(
          GoalMessage.newBuilder()
              .setGoalId(goal.goalId().toString())
              .setGoalType(wire(goal.type()))
              .setMatchType(goal.match().map(CountingRulesForm::wire).orElse(""))
              .setPattern(goal.pattern())
              .setThreshold(goal.threshold()));
    }
    return message.build().toByteArray();
  }

  /**
   * Reads what {@link #write} wrote, here or in another version; goals of a kind that this version
   * does not know are left out.
   *
   * @throws IllegalArgumentException where it is nothing of the kind: anybody may write to the log
   */
  public static CountingRules read(byte[] form) {
    try {
      RulesMessage message = RulesMessage.parseFrom(form);
      List<Goal> goals = new ArrayList<>();
      for (GoalMessage goal : message.getGoalsList()) {
        type(goal).ifPresent(type -> goals.add(goal(type, goal)));
      }
      return new CountingRules(
          message.getWebsiteId(), message.getVersion(), message.getBotFilteringEnabled(), goals);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("rules that are no Protobuf", e);
    }
  }

  private static Optional<Goal.Type> type(GoalMessage goal) {
    return named(Goal.Type.values(), goal.getGoalType());
  }

  private static Goal goal(Goal.Type type, GoalMessage goal) {
    return new Goal(
        UUID.fromString(goal.getGoalId()),
        type,
        named(Goal.Match.values(), goal.getMatchType()),
        goal.getPattern(),
        goal.getThreshold());
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String name) {
    for (E one : all) {
      if (wire(one).equals(name)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
