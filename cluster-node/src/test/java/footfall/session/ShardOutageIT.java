package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.CoordinatedShutdown;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import footfall.localstack.Service;
import footfall.session.ShardOnStack.Tuning;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A session shard whose Kafka or Cassandra is killed and comes back. */
class ShardOutageIT extends ShardsOnStack {
  @Test
  void cassandraKilledAndStartedAgainDoublesNothingAndTheListIsServedMeanwhile() {
    ShardOnStack shard = start(11, Tuning.USUAL);
    visits(11, 10, "/before");
    awaitCounted(shard, 10);
    awaitCheckpoint(shard);
    visits(11, 5, "/lost from memory");
    stack.services.kill(Service.CASSANDRA);
    visits(11, 10, "/while it is away");
    await().atMost(PATIENCE).until(() -> shard.metrics.restarts.sum() > 0);
    assertThat(shard.metrics.journalFailures.sum()).isPositive();
    assertThat(shard.list("w11")).isNotNull();
    stack.services.restart(Service.CASSANDRA);
    visits(11, 10, "/after");

    awaitAll(11, 10);
    assertThat(numbers(11)).doesNotHaveDuplicates();
    List<Long> numbers = numbers(11);
    assertThat(numbers)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
  }

  @Test
  void aNodeWhoseJournalStaysBrokenWhileCassandraAnswersEnds() {
    Config broken =
        ConfigFactory.parseString("footfall.journal.session-shard.journal.keyspace = nowhere")
            .withFallback(stack.config("local"));
    try (ShardOnStack shard =
        new ShardOnStack(stack, 30, store, Tuning.USUAL, () -> {}, broken.resolve())) {
      CoordinatedShutdown shutdown = CoordinatedShutdown.get(shard.kit.system());

      await()
          .atMost(PATIENCE.multipliedBy(2))
          .until(() -> shutdown.getShutdownReason().isPresent());
      assertThat(shutdown.getShutdownReason())
          .get()
          .isInstanceOf(ShardRecovering.JournalBroken.class);
    }
  }

  @Test
  void kafkaKilledAndStartedAgainIsReadOn() {
    ShardOnStack shard = start(12, Tuning.USUAL);
    visits(12, 10, "/before");
    awaitCounted(shard, 10);
    stack.services.kill(Service.KAFKA);
    stack.services.restart(Service.KAFKA);
    visits(12, 10, "/after");

    awaitAll(12, 10);
  }
}
