package footfall.session;

import com.datastax.oss.driver.api.core.CqlSession;
import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionWriter;
import footfall.persistence.clickhouse.EventStore;
import footfall.persistence.journal.JournalTrim;
import footfall.persistence.journal.ShardEpochs;
import footfall.protocol.counting.CountingRules;
import footfall.website.MinuteKey;
import footfall.website.WebsiteMinute;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What every session shard of a node shares.
 *
 * @param newSessions makes the empty state of a partition
 * @param fence keeps an old owner of a partition from passing for its new one
 * @param images held by the shard whose full image is being written: one at a time, because an
 *     image takes half as much memory again as what it is of
 * @param counting by which rules websites count, as PostgreSQL says; the same list until something
 *     changes
 * @param clock for timers and the live view; never for what is counted
 */
record ShardContext(
    ShardSettings settings,
    SessionRules rules,
    long generation,
    Supplier<OpenSessions> newSessions,
    Fence fence,
    PartitionReader reader,
    PartitionWriter writer,
    EventStore store,
    BiConsumer<MinuteKey, WebsiteMinute.Command> minutes,
    Supplier<List<CountingRules>> counting,
    ShardMetrics metrics,
    Semaphore images,
    Clock clock) {

  /** What keeps the writers of one journal apart (docs/single-writer.md). */
  interface Fence {
    /** By the journals' own tables. */
    static Fence of(CqlSession journals, Runnable beforeWrite) {
      ShardEpochs epochs = new ShardEpochs(journals);
      JournalTrim trim = new JournalTrim(journals);
      return new Fence() {
        @Override
        public CompletionStage<Long> takeEpoch(int partition) {
          return epochs.take(partition);
        }

        @Override
        public CompletionStage<Boolean> isLatest(int partition, long epoch) {
          return epochs.isLatest(partition, epoch);
        }

        @Override
        public void beforeWrite() {
          beforeWrite.run();
        }

        @Override
        public CompletionStage<Void> trim(String persistenceId, long toSequenceNumber) {
          return trim.dropTo(persistenceId, toSequenceNumber);
        }
      };
    }

    /** Each is higher than any before, whoever took that. */
    CompletionStage<Long> takeEpoch(int partition);

    /** Whether nobody has taken a higher one. */
    CompletionStage<Boolean> isLatest(int partition, long epoch);

    /** Called right before each write; does not return where this JVM may not write any more. */
    void beforeWrite();

    /** Drops the events up to a number, inclusive, that an image has replaced. */
    CompletionStage<Void> trim(String persistenceId, long toSequenceNumber);
  }
}
