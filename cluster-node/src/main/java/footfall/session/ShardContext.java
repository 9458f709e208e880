package footfall.session;

import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionWriter;
import footfall.persistence.clickhouse.EventStore;
import footfall.persistence.journal.ShardEpochs;
import footfall.website.MinuteKey;
import footfall.website.WebsiteMinute;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What every session shard of a node shares.
 *
 * @param newSessions makes the empty state of a partition
 * @param epochs takes the next epoch of a partition, and tells whether one is still the last
 * @param images held by the shard whose full image is being written: one at a time, because an
 *     image takes half as much memory again as what it is of
 * @param clock for timers and the live view; never for what is counted
 */
record ShardContext(
    ShardSettings settings,
    SessionRules rules,
    long generation,
    Supplier<OpenSessions> newSessions,
    Epochs epochs,
    PartitionReader reader,
    PartitionWriter writer,
    EventStore store,
    BiConsumer<MinuteKey, WebsiteMinute.Command> minutes,
    ShardMetrics metrics,
    Semaphore images,
    Clock clock) {

  /** Takes epochs; each is higher than any before, whoever took that. */
  interface Epochs {
    static Epochs of(ShardEpochs stored) {
      return new Epochs() {
        @Override
        public CompletionStage<Long> take(int partition) {
          return stored.take(partition);
        }

        @Override
        public CompletionStage<Boolean> isLatest(int partition, long epoch) {
          return stored.isLatest(partition, epoch);
        }
      };
    }

    CompletionStage<Long> take(int partition);

    /** Whether nobody has taken a higher one. */
    CompletionStage<Boolean> isLatest(int partition, long epoch);
  }
}
