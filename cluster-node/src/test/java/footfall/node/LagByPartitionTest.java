package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.session.ShardMetrics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagByPartitionTest {
  private static final long START = 1_800_000_000_000L;
  private static final long LATER = START + LagByPartition.KNOWN_FOR_MS;

  private final ShardMetrics shards = new ShardMetrics(3);
  private final LagByPartition lag = new LagByPartition(shards);

  @Test
  void aPartitionWhoseShardDoesNotReadHereIsNotShown() {
    shardTook(1, 70, START);
    lag.measured(1, 70, START);

    assertThat(lag.records(START)).containsExactly(Map.entry("1", 0.0));
    assertThat(lag.seconds(START)).containsExactly(Map.entry("1", 0.0));
  }

  @Test
  void beforeKafkaHasAnsweredNothingIsKnown() {
    shardTook(0, 70, START);

    assertThat(lag.records(START)).containsExactly(Map.entry("0", Double.NaN));
    assertThat(lag.seconds(START)).containsExactly(Map.entry("0", Double.NaN));
  }

  @Test
  void theOldestRecordOfABacklogIsAsOldAsTheLastOneTakenIn() {
    shardTook(0, 70, START - 60_000);
    lag.measured(0, 1_000, START);

    assertThat(lag.records(START)).containsEntry("0", 930.0);
    assertThat(lag.seconds(START)).containsEntry("0", 60.0);
  }

  @Test
  void aRecordAfterAQuietTimeIsNoOlderThanTheLastTimeNoneWaited() {
    shardTook(0, 70, START - 9_000);
    lag.measured(0, 70, START);
    lag.measured(0, 71, START + 2_000);

    assertThat(lag.seconds(START + 2_000)).containsEntry("0", 2.0);
  }

  @Test
  void aShardBackAtItsCheckpointHasToReadAgainWhatItHadCaughtUpWith() {
    shardTook(0, 70, START);
    lag.measured(0, 70, START);
    shardTook(0, 40, START - 30_000);

    assertThat(lag.records(START)).containsEntry("0", 30.0);
    assertThat(lag.seconds(START)).containsEntry("0", 30.0);
  }

  @Test
  void whileKafkaIsAwayTheAgeOfWhatWaitsGrowsAndTheirNumberIsNotKnown() {
    shardTook(0, 70, START);
    lag.measured(0, 100, START);

    assertThat(lag.seconds(LATER)).containsEntry("0", 10.0);
    assertThat(lag.seconds(LATER + 50_000)).containsEntry("0", 60.0);
    assertThat(lag.records(LATER)).containsEntry("0", Double.NaN);
  }

  @Test
  void whileKafkaIsAwayAShardThatHadReadAllDoesNotLookCaughtUp() {
    shardTook(0, 70, START);
    lag.measured(0, 70, START);

    assertThat(lag.seconds(LATER - 1)).containsEntry("0", 0.0);
    assertThat(lag.seconds(LATER)).containsEntry("0", Double.NaN);
    assertThat(lag.records(LATER)).containsEntry("0", Double.NaN);
  }

  @Test
  void theAgeIsNotKnownWhereNothingWasEverTakenIn() {
    shardTook(0, 0, Long.MIN_VALUE / 2);
    lag.measured(0, 5, START);

    assertThat(lag.records(START)).containsEntry("0", 5.0);
    assertThat(lag.seconds(START)).containsEntry("0", Double.NaN);
  }

  @Test
  void aBrokersClockThatIsAheadOfOursMakesNoLagBelowZero() {
    shardTook(0, 70, START + 500);
    lag.measured(0, 71, START);

    assertThat(lag.seconds(START)).containsEntry("0", 0.0);
  }

  private void shardTook(int partition, long nextOffset, long appendTime) {
    shards.takenAt.set(partition, appendTime);
    shards.nextOffsets.set(partition, nextOffset);
  }
}
