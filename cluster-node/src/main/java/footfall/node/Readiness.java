package footfall.node;

import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.datastax.oss.driver.api.core.CqlSession;
import footfall.persistence.journal.JournalGeneration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * Whether a node can be counted on, by its roles: it is a member, and the stores that it works on
 * answer. One that ingests needs them all the time. One that is there for people only needs them
 * once: while they are away its pages show what they know and its collector answers 503 with {@code
 * Retry-After}, which is better than nobody at all. No shard has to run here: while two versions
 * are up, or where there are more nodes than partitions, none may.
 */
final class Readiness {
  private static final int KAFKA_ANSWERS_WITHIN_MS = 5_000;

  private final Supplier<Member> self;
  private final Roles roles;
  private final List<StoreHealth> stores;

  Readiness(Supplier<Member> self, Roles roles, List<StoreHealth> stores) {
    this.self = self;
    this.roles = roles;
    this.stores = stores;
  }

  /**
   * Begins to ask the stores.
   *
   * @param journals the connection to Cassandra, once the journals can be used
   */
  static Readiness watch(
      ActorSystem<?> system, Roles roles, Admin kafka, CompletableFuture<CqlSession> journals) {
    List<StoreHealth> stores =
        List.of(
            new StoreHealth("Kafka", () -> ask(kafka), System::nanoTime),
            new StoreHealth(
                "Cassandra", () -> journals.thenCompose(JournalGeneration::ask), System::nanoTime));
    system
        .scheduler()
        .scheduleWithFixedDelay(
            Duration.ZERO,
            StoreHealth.ASK_EVERY,
            () -> stores.forEach(StoreHealth::ask),
            system.executionContext());
    Cluster cluster = Cluster.get(system);
    return new Readiness(cluster::selfMember, roles, stores);
  }

  private static CompletionStage<?> ask(Admin kafka) {
    return kafka
        .describeCluster(new DescribeClusterOptions().timeoutMs(KAFKA_ANSWERS_WITHIN_MS))
        .nodes()
        .toCompletionStage();
  }

  /** What this node still waits for, a sentence each; empty where it is ready. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    MemberStatus status = self.get().status();
    if (!status.equals(MemberStatus.up())) {
      missing.add("this node is no member of a cluster: it is " + status);
    }
    stores.stream().map(this::problem).flatMap(Optional::stream).forEach(missing::add);
    return missing;
  }

  private Optional<String> problem(StoreHealth store) {
    return roles.ingest() ? store.problem() : store.problemAtStart();
  }
}
