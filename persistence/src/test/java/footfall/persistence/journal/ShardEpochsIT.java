package footfall.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Epochs by lightweight transactions of a real Cassandra, and the generation beside them. */
class ShardEpochsIT {
  private static LocalStack stack;
  private static CqlSession one;
  private static CqlSession other;

  @BeforeAll
  static void start() {
    stack = LocalStack.forTests(Service.CASSANDRA);
    one = connect();
    other = connect();
    new JournalSchema(1, Duration.ofHours(2)).applyTo(one);
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
    stack.close();
  }

  private static CqlSession connect() {
    int port = stack.addresses().port(Service.CASSANDRA);
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .withLocalDatacenter(stack.addresses().cassandraDatacenter())
        .build();
  }

  @Test
  void thePartitionsCountEachFromOne() {
    ShardEpochs epochs = new ShardEpochs(one);

    assertThat(take(epochs, 1)).isEqualTo(1);
    assertThat(take(epochs, 1)).isEqualTo(2);
    assertThat(take(epochs, 2)).isEqualTo(1);
  }

  @Test
  void nodesThatTakeAtOnceNeverTakeTheSame() {
    List<ShardEpochs> nodes = List.of(new ShardEpochs(one), new ShardEpochs(other));
    List<CompletableFuture<Long>> taken =
        IntStream.range(0, 12)
            .mapToObj(i -> nodes.get(i % 2).take(3).toCompletableFuture())
            .toList();

    assertThat(taken.stream().map(CompletableFuture::join))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 12).boxed().toList());
  }

  @Test
  void anEpochIsTheLatestUntilAnotherNodeTakesTheNext() {
    ShardEpochs here = new ShardEpochs(one);
    ShardEpochs there = new ShardEpochs(other);
    long mine = take(here, 4);
    assertThat(isLatest(here, mine)).isTrue();
    long theirs = take(there, 4);

    assertThat(isLatest(here, mine)).isFalse();
    assertThat(isLatest(here, theirs)).isTrue();
  }

  @Test
  void whereNoEpochWasTakenNoneIsTheLatest() {
    assertThat(new ShardEpochs(one).isLatest(99, 1).toCompletableFuture().join()).isFalse();
  }

  @Test
  void aSessionThatIsClosedFailsTheStage() {
    CqlSession closed = connect();
    closed.close();

    assertThatThrownBy(() -> take(new ShardEpochs(closed), 5)).isNotNull();
  }

  @Test
  void ofNodesThatBeginAGenerationAtOnceNoneDropsWhatAnotherHasWritten() {
    JournalGeneration.begin(one, 1);
    String minute =
        "INSERT INTO footfall_website_minute.messages"
            + " (persistence_id, partition_nr, sequence_nr, timestamp) VALUES (?, 0, 1, now())";
    one.execute(minute, "of generation 1");

    assertThat(JournalGeneration.begin(one, 2)).isTrue();
    one.execute(minute, "of generation 2");
    assertThat(JournalGeneration.begin(other, 2)).as("it is begun already").isFalse();

    assertThat(
            one
                .execute("SELECT persistence_id FROM footfall_website_minute.messages")
                .all()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactlyInAnyOrder("of generation 1", "of generation 2");
    assertThatThrownBy(() -> JournalGeneration.begin(other, 1))
        .hasMessageStartingWith("the journals are of generation 2, this node of 1");
    assertThat(JournalGeneration.begin(one, 2)).isFalse();
  }

  private static long take(ShardEpochs epochs, int partition) {
    return epochs.take(partition).toCompletableFuture().join();
  }

  private static boolean isLatest(ShardEpochs epochs, long epoch) {
    return epochs.isLatest(4, epoch).toCompletableFuture().join();
  }
}
