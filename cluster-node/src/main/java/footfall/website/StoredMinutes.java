package footfall.website;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what is stored of minutes for all live websites of a node: all minutes of a website at
 * once, few websites at a time, and again until there is an answer. Ten thousand pages that open at
 * once ask for three hundred thousand minutes. All commands stay on the node.
 */
final class StoredMinutes extends AbstractBehavior<StoredMinutes.Command> {

  sealed interface Command {}

  /** A live website wants to know what is stored of a minute; answered once, and in the end. */
  record Ask(MinuteKey minute, ActorRef<WebsiteMinute.Stored> replyTo) implements Command {}

  /** Behind the asks that came together. */
  private enum ReadDue implements Command {
    INSTANCE
  }

  private record Answered(Reading reading, List<WebsiteMinute.Stored> stored) implements Command {}

  private record Failed(Reading reading, Throwable failure) implements Command {}

  private enum OverdueDue implements Command {
    INSTANCE
  }

  /** Minutes of a website that are being read; {@code sentAt} is epoch ms. */
  private record Reading(long number, String websiteId, Set<Long> minutes, long sentAt) {}

  static final int MOST_UNDER_WAY = 16;
  static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  private final MinuteJournal journal;
  private final Clock clock;
  private final Map<MinuteKey, List<ActorRef<WebsiteMinute.Stored>>> asking = new HashMap<>();

  /** Minutes by website, who asked first comes first. */
  private final Map<String, Set<Long>> waiting = new LinkedHashMap<>();

  /** By number, the oldest first. */
  private final Map<Long, Reading> underWay = new LinkedHashMap<>();

  private long numbers;
  private boolean readDue;
  private boolean failureTold;

  static Behavior<Command> create(MinuteJournal journal, Clock clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(OverdueDue.INSTANCE, Duration.ofSeconds(1));
                  return new StoredMinutes(context, journal, clock);
                }));
  }

  private StoredMinutes(ActorContext<Command> context, MinuteJournal journal, Clock clock) {
    super(context);
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Ask.class, this::onAsk)
        .onMessage(ReadDue.class, due -> onReadDue())
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Failed.class, this::onFailed)
        .onMessage(OverdueDue.class, due -> onOverdueDue())
        .build();
  }

  private Behavior<Command> onAsk(Ask ask) {
    List<ActorRef<WebsiteMinute.Stored>> others = asking.get(ask.minute);
    if (others == null) {
      asking.put(ask.minute, new ArrayList<>(List.of(ask.replyTo)));
      isWaiting(ask.minute.websiteId()).add(ask.minute.minute());
      readSoon();
    } else {
      others.add(ask.replyTo);
    }
    return this;
  }

  private Set<Long> isWaiting(String websiteId) {
    return waiting.computeIfAbsent(websiteId, id -> new LinkedHashSet<>());
  }

  private void readSoon() {
    if (!readDue) {
      readDue = true;
      getContext().getSelf().tell(ReadDue.INSTANCE);
    }
  }

  private Behavior<Command> onReadDue() {
    readDue = false;
    Iterator<Map.Entry<String, Set<Long>>> next = waiting.entrySet().iterator();
    while (underWay.size() < MOST_UNDER_WAY && next.hasNext()) {
      Map.Entry<String, Set<Long>> website = next.next();
      next.remove();
      read(new Reading(numbers++, website.getKey(), website.getValue(), clock.millis()));
    }
    return this;
  }

  private void read(Reading reading) {
    underWay.put(reading.number, reading);
    getContext()
        .pipeToSelf(
            journal.read(reading.websiteId, reading.minutes),
            (stored, failure) ->
                failure == null ? new Answered(reading, stored) : new Failed(reading, failure));
  }

  private Behavior<Command> onAnswered(Answered answered) {
    underWay.remove(answered.reading.number);
    answered.stored.forEach(this::tell);
    readSoon();
    return this;
  }

  private void tell(WebsiteMinute.Stored stored) {
    List<ActorRef<WebsiteMinute.Stored>> askers = asking.remove(stored.minute());
    if (askers != null) {
      askers.forEach(asker -> asker.tell(stored));
    }
    String websiteId = stored.minute().websiteId();
    Set<Long> others = waiting.getOrDefault(websiteId, new HashSet<>());
    if (others.remove(stored.minute().minute()) && others.isEmpty()) {
      waiting.remove(websiteId);
    }
  }

  /** It counts as under way until it is overdue: a store in trouble is not asked more often. */
  private Behavior<Command> onFailed(Failed failed) {
    if (!failureTold) {
      failureTold = true;
      getContext()
          .getLog()
          .warn(
              "What is stored of website {} could not be read; it is read again",
              failed.reading.websiteId,
              failed.failure);
    }
    return this;
  }

  /** What was not answered goes to the end of the line, unless no page shows it any more. */
  private Behavior<Command> onOverdueDue() {
    failureTold = false;
    long now = clock.millis();
    long oldest = LiveWindow.minutesAt(now).get(0);
    Iterator<Reading> sent = underWay.values().iterator();
    while (sent.hasNext()) {
      Reading reading = sent.next();
      if (now - reading.sentAt < AGAIN_AFTER.toMillis()) {
        break;
      }
      sent.remove();
      for (long minute : reading.minutes) {
        if (minute < oldest) {
          asking.remove(new MinuteKey(reading.websiteId, minute));
        } else {
          isWaiting(reading.websiteId).add(minute);
        }
      }
    }
    readSoon();
    return this;
  }
}
