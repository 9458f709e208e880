package footfall.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import footfall.session.SessionShard.Command;
import footfall.website.MinuteKey;
import footfall.website.WebsiteMinute;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * The final parts of stored checkpoints on their way to their website-minutes: a bounded number
 * under way at once, each sent again until it is acknowledged. Confined to the shard's thread;
 * times are wall clock.
 */
final class FinalParts {
  /** Each may start an actor that recovers: more at once only fills sharding's buffers. */
  private static final int MOST_UNDER_WAY = 4_096;

  private final ShardContext shards;
  private final int partition;
  private final long epoch;
  private final Outbox outbox;
  private final ActorRef<WebsiteMinute.Finished> finished;
  private final Queue<MinuteKey> waiting = new ArrayDeque<>();

  /** When each was sent, the oldest first. */
  private final Map<MinuteKey, Long> underWay = new LinkedHashMap<>();

  FinalParts(
      ActorContext<Command> context,
      ShardContext shards,
      int partition,
      long epoch,
      Outbox outbox) {
    this.shards = shards;
    this.partition = partition;
    this.epoch = epoch;
    this.outbox = outbox;
    this.finished =
        context.messageAdapter(WebsiteMinute.Finished.class, SessionShard.MinuteFinished::new);
  }

  /** How many have not been sent yet. */
  int waiting() {
    return waiting.size();
  }

  void send(Collection<MinuteKey> more, long now) {
    waiting.addAll(more);
    sendNext(now);
  }

  void acknowledged(MinuteKey minute, long now) {
    if (underWay.remove(minute) != null) {
      outbox.acknowledgeFinal(minute);
      sendNext(now);
    }
  }

  private void sendNext(long now) {
    while (underWay.size() < MOST_UNDER_WAY && !waiting.isEmpty()) {
      send(waiting.remove(), now);
    }
  }

  private void send(MinuteKey minute, long now) {
    underWay.put(minute, now);
    byte[] tally = outbox.finalOf(minute).tally;
    shards.minutes().accept(minute, new WebsiteMinute.Finish(partition, epoch, tally, finished));
  }

  /** Puts those that were not answered in time at the end of the line. */
  void resendOverdue(long now) {
    long overdue = now - shards.settings().resendAfter().toMillis();
    Iterator<Map.Entry<MinuteKey, Long>> oldest = underWay.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<MinuteKey, Long> sent = oldest.next();
      if (sent.getValue() > overdue) {
        break;
      }
      oldest.remove();
      waiting.add(sent.getKey());
    }
    sendNext(now);
  }
}
