package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import footfall.session.ShardStack;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F20: a final that arrives at the very moment its minute leaves memory. */
class PassivationIT {
  private static final Duration NOBODY_IS_STUCK = Duration.ofSeconds(5);
  private static final int MINUTES = 500;
  private static final String CLUSTER =
      """
      akka.actor.provider = cluster
      akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
      akka.cluster.jmx.enabled = off
      footfall.cassandra.address = "%s"
      """;

  private ActorTestKit node;

  @AfterEach
  void stop() {
    node.shutdownTestKit();
  }

  /** {@code -Dfootfall.passivations=100000} for a campaign. */
  @Test
  void ofThousandsOfFinalsThatMeetAPassivationNoneIsLostAndNoMinuteIsStuck() {
    start(ConfigFactory.parseString(CLUSTER.formatted(ShardStack.shared().cassandra())));
    race(MINUTES, Integer.getInteger("footfall.passivations", 10_000) / MINUTES);
  }

  private void start(Config own) {
    node =
        ActorTestKit.create(
            "footfall",
            ConfigFactory.load(own.withFallback(ConfigFactory.parseResources("website.conf"))));
    Cluster cluster = Cluster.get(node.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  private void race(int minutes, int rounds) {
    MinuteSettings settings =
        new MinuteSettings(
            "footfall.journal.website-minute.journal",
            100,
            Duration.ofMillis(10),
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Duration.ofMillis(20),
            Duration.ofMinutes(50));
    PassivationRace race = new PassivationRace(node, settings, rounds);
    List<MinuteKey> keys =
        IntStream.range(0, minutes)
            .mapToObj(i -> MinuteKey.of("race-" + i, System.currentTimeMillis()))
            .toList();

    race.start(keys);

    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              race.wake();
              assertThat(race.longestWaiting()).isLessThan(NOBODY_IS_STUCK);
              return race.finished.get() == minutes * rounds;
            });
    assertThat(Duration.ofNanos(race.longest.get())).isLessThan(NOBODY_IS_STUCK);
    assertThat(race.passivations.get()).isGreaterThanOrEqualTo(minutes * (rounds - 1));
    for (MinuteKey key : keys.subList(0, Math.min(100, minutes))) {
      assertThat(race.held(key)).isEqualTo(rounds);
    }
  }
}
