package footfall.website;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finals that wait for the next write of their minute, one per partition, and who sent them. */
final class GatheredFinals {

  /** One write is one Cassandra mutation and one message (DESIGN 5.2). */
  static final int MAX_WRITE_BYTES = 512 * 1024;

  private final Map<Integer, WebsiteMinute.Finish> waiting = new LinkedHashMap<>();

  /** What goes into one write, and who is to be told afterwards. */
  record Batch(WebsiteMinute.PartsFinished event, List<ActorRef<WebsiteMinute.Finished>> senders) {}

  /** A final sent again replaces the one that waits; its sender is the one who is answered. */
  void add(WebsiteMinute.Finish finish) {
    waiting.put(finish.partition(), finish);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Takes out the oldest finals that fit into one write, at least one. */
  Batch next(long now) {
    Map<Integer, WebsiteMinute.FinalPart> parts = new HashMap<>();
    List<ActorRef<WebsiteMinute.Finished>> senders = new ArrayList<>();
    long bytes = 0;
    Iterator<WebsiteMinute.Finish> oldest = waiting.values().iterator();
    while (oldest.hasNext()) {
      WebsiteMinute.Finish finish = oldest.next();
      bytes += finish.tally().length;
      if (!parts.isEmpty() && bytes > MAX_WRITE_BYTES) {
        break;
      }
      parts.put(finish.partition(), new WebsiteMinute.FinalPart(finish.epoch(), finish.tally()));
      senders.add(finish.replyTo());
      oldest.remove();
    }
    return new Batch(new WebsiteMinute.PartsFinished(now, parts), senders);
  }
}
