package footfall.load.peer.streams;

import footfall.load.peer.MinuteTally;
import footfall.load.peer.PeerHit;
import footfall.load.peer.PeerRun;
import footfall.load.peer.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One partition's part of each website-minute, cumulative: sent on about once a second where it has
 * changed, under the key {@code website|minute|partition}. The union of up to 8 parts is left to
 * the reader, who would have to repartition otherwise.
 */
final class CountMinutes extends ContextualProcessor<Bytes, PeerHit, String, String> {
  static final String STORE = "minutes";
  private static final long MINUTE_MS = 60_000;

  private final Set<Bytes> changed = new LinkedHashSet<>();
  private KeyValueStore<Bytes, byte[]> parts;
  private long streamTime = Long.MIN_VALUE / 2;

  @Override
  public void init(ProcessorContext<String, String> context) {
    super.init(context);
    parts = context.getStateStore(STORE);
    // After a restart nobody knows what was sent; a part sent twice replaces itself.
    try (KeyValueIterator<Bytes, byte[]> all = parts.all()) {
      all.forEachRemaining(part -> changed.add(part.key));
    }
    context.schedule(
        Duration.ofMillis(PeerRun.MINUTES_MS), PunctuationType.WALL_CLOCK_TIME, now -> send());
  }

  @Override
  public void process(Record<Bytes, PeerHit> record) {
    PeerHit hit = record.value();
    streamTime = Math.max(streamTime, hit.time());
    if (isFinal(hit.minute())) {
      return;
    }
    Bytes key = Bytes.wrap((hit.website() + '|' + hit.minute()).getBytes(StandardCharsets.UTF_8));
    byte[] before = parts.get(key);
    MinuteTally tally = before == null ? new MinuteTally() : Forms.read(before, MinuteTally::read);
    tally.add(hit);
    parts.put(key, Forms.write(tally, MinuteTally::write));
    changed.add(key);
  }

  private boolean isFinal(long minute) {
    return minute + MINUTE_MS + PeerRun.LATENESS_MS < streamTime;
  }

  private void send() {
    for (Bytes key : changed) {
      String text = new String(key.get(), StandardCharsets.UTF_8);
      MinuteTally tally = Forms.read(parts.get(key), MinuteTally::read);
      context()
          .forward(
              new Record<>(
                  text + '|' + context().taskId().partition(),
                  tally.row(),
                  context().currentSystemTimeMs()));
    }
    changed.clear();
    forgetFinal();
    if (Progress.isConsumed()) {
      // Else the last commit would only wait for its timer.
      context().commit();
    }
  }

  private void forgetFinal() {
    List<Bytes> done = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = parts.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> part = all.next();
        String key = new String(part.key.get(), StandardCharsets.UTF_8);
        if (isFinal(Long.parseLong(key.substring(key.indexOf('|') + 1)))) {
          done.add(part.key);
        }
      }
    }
    done.forEach(parts::delete);
  }
}
