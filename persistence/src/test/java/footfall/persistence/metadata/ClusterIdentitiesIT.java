package footfall.persistence.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClusterIdentitiesIT {
  @RegisterExtension static final PostgresForTests postgres = new PostgresForTests();

  @Test
  void theFirstStartMakesAnIdentityThatLaterStartsFindAgain() {
    try (Metadata metadata = postgres.open()) {
      ClusterIdentities identities = new ClusterIdentities(metadata);
      assertThat(identities.find()).isEmpty();

      ClusterIdentity made = identities.remember(24, "topic-a");

      assertThat(made.partitions()).isEqualTo(24);
      assertThat(made.topicId()).isEqualTo("topic-a");
      assertThat(made.generation()).isEqualTo(1);
      assertThat(made.userHashKey()).hasSize(16).isNotEqualTo(new byte[16]);
      assertThat(made.routeKey()).hasSize(32).isNotEqualTo(new byte[32]);
      assertThat(identities.remember(24, "topic-a").routeKey()).isEqualTo(made.routeKey());
    }
  }

  @Test
  void aTopicWithOtherPartitionsOrAnotherIdIsRefusedWithBothNamed() {
    try (Metadata metadata = postgres.open()) {
      ClusterIdentities identities = new ClusterIdentities(metadata);
      identities.remember(24, "topic-a");

      assertThatThrownBy(() -> identities.remember(8, "topic-a"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("events has 8 partitions, this cluster was made with 24");
      assertThatThrownBy(() -> identities.remember(24, "topic-b"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("topic-b, this cluster was made with topic-a");
    }
  }

  @Test
  void raisingTheGenerationKeepsEverythingElse() {
    try (Metadata metadata = postgres.open()) {
      ClusterIdentities identities = new ClusterIdentities(metadata);
      assertThatThrownBy(identities::raiseGeneration).hasMessageContaining("no cluster yet");
      ClusterIdentity made = identities.remember(8, "topic-a");

      assertThat(identities.raiseGeneration()).isEqualTo(2);

      ClusterIdentity after = identities.remember(8, "topic-a");
      assertThat(after.generation()).isEqualTo(2);
      assertThat(after.userHashKey()).isEqualTo(made.userHashKey());
    }
  }

  @Test
  void nodesThatStartAtOnceOnAnEmptyDatabaseAgreeOnOneIdentity() throws Exception {
    int nodes = 4;
    CyclicBarrier together = new CyclicBarrier(nodes);
    Callable<ClusterIdentity> node =
        () -> {
          together.await();
          try (Metadata metadata = postgres.open()) {
            return new ClusterIdentities(metadata).remember(8, "topic-a");
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(nodes);
    List<Future<ClusterIdentity>> started =
        threads.invokeAll(IntStream.range(0, nodes).mapToObj(i -> node).toList());
    threads.shutdown();

    ClusterIdentity first = started.get(0).get();
    for (Future<ClusterIdentity> other : started) {
      assertThat(other.get().userHashKey()).isEqualTo(first.userHashKey());
      assertThat(other.get().routeKey()).isEqualTo(first.routeKey());
    }
  }

  @Test
  void aDatabaseThatIsAwayStopsTheStartWithASentenceThatSaysWhatToDo() {
    postgres.goAway();
    try {
      assertThatThrownBy(
              () ->
                  Metadata.open(
                      postgres.url() + "?password=secret", "postgres", "x", Duration.ofSeconds(1)))
          .isInstanceOf(MetadataException.class)
          .hasMessageContaining(postgres.url())
          .hasMessageContaining("FOOTFALL_POSTGRES")
          .hasMessageNotContaining("secret");
    } finally {
      postgres.comeBack();
    }
  }
}
