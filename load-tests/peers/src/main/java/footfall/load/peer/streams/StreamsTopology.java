package footfall.load.peer.streams;

import footfall.load.peer.PeerHit;
import footfall.load.peer.PeerRun;
import footfall.load.peer.SessionTally;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.Stores;

/** Hits to closed sessions and to website-minutes. */
final class StreamsTopology {
  static final String SESSIONS = "sessions";

  /**
   * Closed windows are emitted now and then, and a second of a backlog may be ten minutes of event
   * time: with the default, gap and grace, a fifth of all sessions was let go before it was
   * emitted.
   */
  private static final Duration RETENTION = Duration.ofHours(2);

  private static final Serde<PeerHit> HIT = Forms.serde(PeerHit::write, PeerHit::read);
  private static final Serde<SessionTally> TALLY =
      Forms.serde(SessionTally::write, SessionTally::read);

  private final StreamsBuilder builder = new StreamsBuilder();
  private final PeerRun run;

  private StreamsTopology(PeerRun run) {
    this.run = run;
  }

  static Topology of(PeerRun run) {
    StreamsTopology topology = new StreamsTopology(run);
    KStream<Bytes, PeerHit> hits =
        topology.builder.stream(PeerRun.HITS, Consumed.with(Serdes.Bytes(), Serdes.ByteArray()))
            .processValues(Decode::new);
    topology.sessions(hits);
    topology.minutes(hits);
    return topology.builder.build();
  }

  /**
   * The topic's key is website and visitor key, so its partitions are taken as they are. Rows are
   * emitted when their window closes, which costs half of what a suppressed table costs.
   */
  private void sessions(KStream<Bytes, PeerHit> hits) {
    hits.groupByKey(Grouped.with(Serdes.Bytes(), HIT))
        .windowedBy(
            SessionWindows.ofInactivityGapAndGrace(
                Duration.ofMillis(PeerRun.GAP_MS), Duration.ofMillis(PeerRun.LATENESS_MS)))
        .emitStrategy(EmitStrategy.onWindowClose())
        .aggregate(
            SessionTally::new,
            (key, hit, tally) -> tally.add(hit),
            (key, one, other) -> one.merge(other),
            Materialized.<Bytes, SessionTally, SessionStore<Bytes, byte[]>>as(SESSIONS)
                .withKeySerde(Serdes.Bytes())
                .withValueSerde(TALLY)
                .withRetention(RETENTION))
        .toStream((window, tally) -> window.key())
        .mapValues(SessionTally::row)
        .to(run.sessionsTopic(), Produced.with(Serdes.Bytes(), Serdes.String()));
  }

  private void minutes(KStream<Bytes, PeerHit> hits) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(CountMinutes.STORE),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withLoggingEnabled(Map.of())
            .withCachingEnabled());
    hits.process(CountMinutes::new, CountMinutes.STORE)
        .to(run.minutesTopic(), Produced.with(Serdes.String(), Serdes.String()));
  }
}
