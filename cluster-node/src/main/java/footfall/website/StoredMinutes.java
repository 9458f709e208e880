package footfall.website;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Asks website-minutes for all live websites of a node, few at a time, and again until they answer:
 * each starts an actor that reads its journal, and ten thousand pages that open at once ask for
 * three hundred thousand. All commands stay on the node.
 */
final class StoredMinutes extends AbstractBehavior<StoredMinutes.Command> {

  sealed interface Command {}

  /** A live website wants to know what is stored of a minute; answered once, and in the end. */
  record Ask(MinuteKey minute, ActorRef<WebsiteMinute.Stored> replyTo) implements Command {}

  private record Answered(WebsiteMinute.Stored stored) implements Command {}

  private enum OverdueDue implements Command {
    INSTANCE
  }

  static final int MOST_UNDER_WAY = 64;
  static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  private final WebsiteMinutes minutes;
  private final Clock clock;
  private final ActorRef<WebsiteMinute.Stored> storedTo;
  private final Map<MinuteKey, List<ActorRef<WebsiteMinute.Stored>>> asking = new HashMap<>();
  private final Queue<MinuteKey> waiting = new ArrayDeque<>();

  /** When each was sent, the oldest first. */
  private final Map<MinuteKey, Long> underWay = new LinkedHashMap<>();

  static Behavior<Command> create(WebsiteMinutes minutes, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(OverdueDue.INSTANCE, Duration.ofSeconds(1));
                  return new StoredMinutes(context, minutes, clock);
                }));
  }

  private StoredMinutes(ActorContext<Command> context, WebsiteMinutes minutes, Clock clock) {
    super(context);
    this.minutes = minutes;
    this.clock = clock;
    this.storedTo = context.messageAdapter(WebsiteMinute.Stored.class, Answered::new);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Ask.class, this::onAsk)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(OverdueDue.class, due -> onOverdueDue())
        .build();
  }

  private Behavior<Command> onAsk(Ask ask) {
    List<ActorRef<WebsiteMinute.Stored>> others = asking.get(ask.minute);
    if (others == null) {
      asking.put(ask.minute, new ArrayList<>(List.of(ask.replyTo)));
      waiting.add(ask.minute);
      sendNext();
    } else {
      others.add(ask.replyTo);
    }
    return this;
  }

  private void sendNext() {
    while (underWay.size() < MOST_UNDER_WAY && !waiting.isEmpty()) {
      MinuteKey minute = waiting.remove();
      underWay.put(minute, clock.millis());
      minutes.tell(minute, new WebsiteMinute.Ask(storedTo));
    }
  }

  private Behavior<Command> onAnswered(Answered answered) {
    MinuteKey minute = answered.stored.minute();
    List<ActorRef<WebsiteMinute.Stored>> askers = asking.remove(minute);
    if (askers != null) {
      askers.forEach(asker -> asker.tell(answered.stored));
    }
    if (underWay.remove(minute) == null) {
      waiting.remove(minute);
    }
    sendNext();
    return this;
  }

  /** Those not answered go to the end of the line, unless no page shows them any more. */
  private Behavior<Command> onOverdueDue() {
    long now = clock.millis();
    long oldest = LiveWindow.minutesAt(now).get(0);
    Iterator<Map.Entry<MinuteKey, Long>> sent = underWay.entrySet().iterator();
    while (sent.hasNext()) {
      Map.Entry<MinuteKey, Long> one = sent.next();
      if (now - one.getValue() < AGAIN_AFTER.toMillis()) {
        break;
      }
      sent.remove();
      if (one.getKey().minute() < oldest) {
        asking.remove(one.getKey());
      } else {
        waiting.add(one.getKey());
      }
    }
    sendNext();
    return this;
  }
}
