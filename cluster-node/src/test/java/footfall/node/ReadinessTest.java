package footfall.node;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.Member;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          "readiness",
          ConfigFactory.parseString(
              """
              akka.actor.provider = cluster
              akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
              akka.cluster.jmx.enabled = off
              akka.loglevel = WARNING
              """));
  private static Member joining;

  private final AtomicLong nanos = new AtomicLong();
  private CompletableFuture<String> answer = new CompletableFuture<>();
  private final StoreHealth kafka = new StoreHealth("Kafka", this::question, nanos::get);

  private CompletionStage<?> question() {
    answer = new CompletableFuture<>();
    return answer;
  }

  @BeforeAll
  static void join() {
    Cluster cluster = Cluster.get(KIT.system());
    joining = cluster.selfMember();
    cluster.manager().tell(Join.create(joining.address()));
    KIT.createTestProbe()
        .awaitAssert(
            () -> {
              assertThat(cluster.selfMember().status()).hasToString("Up");
              return null;
            });
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private List<String> missing(Roles roles) {
    return new Readiness(Cluster.get(KIT.system())::selfMember, roles, List.of(kafka)).missing();
  }

  private List<String> missingOfIngest() {
    return missing(new Roles(true, false));
  }

  private void answered() {
    kafka.ask();
    answer.complete("here");
  }

  private void refused(String why) {
    kafka.ask();
    answer.completeExceptionally(new IllegalStateException(why));
  }

  @Test
  void aNodeThatIsNoMemberYetIsNotReadyAndSaysSo() {
    answered();
    Roles both = new Roles(true, true);

    assertThat(new Readiness(() -> joining, both, List.of(kafka)).missing())
        .containsExactly("this node is no member of a cluster: it is Removed");
    assertThat(missing(both)).isEmpty();
  }

  @Test
  void aStoreThatHasNotAnsweredYetIsNamedWithWhatItSaid() {
    assertThat(missingOfIngest()).containsExactly("Kafka has not answered yet");
    refused("no broker");
    assertThat(missingOfIngest()).containsExactly("Kafka has not answered yet: no broker");
    answered();
    assertThat(missingOfIngest()).isEmpty();
  }

  @Test
  void aNodeThatIngestsIsNotReadyWhileAStoreRefuses() {
    answered();
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    refused("no broker");
    assertThat(missingOfIngest()).containsExactly("Kafka has not answered for 4 s: no broker");
    assertThat(missing(new Roles(true, true))).hasSize(1);
    answered();
    assertThat(missingOfIngest()).isEmpty();
  }

  @Test
  void aStoreThatSaysNothingForMoreThanTenSecondsIsAway() {
    answered();
    kafka.ask();
    nanos.addAndGet(StoreHealth.SILENT_AFTER.toNanos());
    assertThat(missingOfIngest()).isEmpty();
    nanos.incrementAndGet();
    assertThat(missingOfIngest()).containsExactly("Kafka has not answered for 10 s");
  }

  @Test
  void aNodeForPeopleOnlyStaysReadyOnceTheStoreHasAnswered() {
    Roles api = new Roles(false, true);
    assertThat(missing(api)).containsExactly("Kafka has not answered yet");
    answered();
    refused("no broker");
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(missing(api)).isEmpty();
  }

  @Test
  void aQuestionThatIsOpenIsNotAskedAgain() {
    kafka.ask();
    CompletableFuture<String> first = answer;
    kafka.ask();
    assertThat(answer).isSameAs(first);
    first.complete("here");
    kafka.ask();
    assertThat(answer).isNotSameAs(first);
  }
}
