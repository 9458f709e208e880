package footfall.load.oracle;

import com.google.protobuf.InvalidProtocolBufferException;
import footfall.load.topic.TopicRecord;
import footfall.protocol.counting.v1.GoalMessage;
import footfall.protocol.counting.v1.RulesMessage;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules that a tick says, read by the descriptors of {@code counting.proto} and asked by the
 * JDK's own regular expressions: nothing of the product's reading of them.
 */
record SaidRules(RulesMessage message) {
  private static final String HEADER = "rules";

  /** Empty where a tick says none. */
  static Optional<SaidRules> of(TopicRecord record) {
    byte[] form = record.headers().get(HEADER);
    try {
      return form == null
          ? Optional.empty()
          : Optional.of(new SaidRules(RulesMessage.parseFrom(form)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("record " + record.place() + " says no rules", e);
    }
  }

  String websiteId() {
    return message.getWebsiteId();
  }

  boolean isNewerThan(SaidRules before) {
    return before == null || message.getVersion() > before.message.getVersion();
  }

  boolean countsRobots() {
    return !message.getBotFilteringEnabled();
  }

  /** Ids of the goals that a session fulfils when it has just taken a hit. */
  List<String> fulfilled(GatheredSession session, LoggedHit hit) {
    return message.getGoalsList().stream()
        .filter(goal -> isFulfilled(goal, session, hit))
        .map(GoalMessage::getGoalId)
        .toList();
  }

  private static boolean isFulfilled(GoalMessage goal, GatheredSession session, LoggedHit hit) {
    return switch (goal.getGoalType()) {
      case "destination" -> hit.isPageview() && fits(goal, hit.enrichment().pagePath());
      case "event" -> hit.eventType().equals("event") && fits(goal, hit.eventName());
      case "duration" -> (session.end() - session.start()) / 1000 >= goal.getThreshold();
      case "pages_per_session" ->
          session.hits.stream().filter(LoggedHit::isPageview).count() >= goal.getThreshold();
      default -> throw new IllegalArgumentException("a goal of type " + goal.getGoalType());
    };
  }

  private static boolean fits(GoalMessage goal, String text) {
    return switch (goal.getMatchType()) {
      case "equals" -> text.equals(goal.getPattern());
      case "begins_with" -> text.startsWith(goal.getPattern());
      case "regex" -> Pattern.compile(goal.getPattern()).matcher(text).find();
      default -> throw new IllegalArgumentException("a match of type " + goal.getMatchType());
    };
  }
}
