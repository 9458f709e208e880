package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import footfall.persistence.journal.JournalSchema;
import footfall.protocol.measure.Timings;
import footfall.session.ShardStack;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Website-minutes through Cluster Sharding on a real Cassandra, with the product's own settings.
 */
class WebsiteMinuteCassandraIT {
  private static final int PARTITIONS = 4;

  private static final CqlSession CQL = ShardStack.shared().cql();

  private final MinuteKey key = MinuteKey.of("shop", System.currentTimeMillis() - 120_000);
  private ActorTestKit node;
  private WebsiteMinutes minutes;

  @BeforeEach
  void startNode() {
    node = ActorTestKit.create("footfall", config());
    Cluster cluster = Cluster.get(node.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    MinuteSettings settings =
        MinuteSettings.from(node.system().settings().config().getConfig("footfall.website.minute"));
    minutes = WebsiteMinutes.init(node.system(), settings, Clock.systemUTC(), new Timings(1));
  }

  @AfterEach
  void stopNode() {
    node.shutdownTestKit();
  }

  private static Config config() {
    String own =
        """
        footfall.cassandra.address = "%s"
        akka.actor.provider = cluster
        akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
        akka.cluster.jmx.enabled = off
        akka.cluster.roles = [ingest]
        """
            .formatted(ShardStack.shared().cassandra());
    return ConfigFactory.load(
        ConfigFactory.parseString(own).withFallback(ConfigFactory.parseResources("website.conf")));
  }

  @Test
  void aRestartedNodeShowsTheFinalsOfTheOneBefore() {
    TestProbe<WebsiteMinute.Finished> shard = node.createTestProbe();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      byte[] tally = Tallies.form("/a", 10, partition * 5L);
      minutes.tell(key, new WebsiteMinute.Finish(partition, 1, tally, shard.getRef()));
    }
    assertThat(shard.receiveSeveralMessages(PARTITIONS, Duration.ofSeconds(30)))
        .containsOnly(new WebsiteMinute.Finished(key));
    stopNode();
    startNode();

    MinuteTally shown = watch();

    assertThat(shown.pageviews()).isEqualTo(10 * PARTITIONS);
    assertThat(Math.round(shown.users())).isEqualTo(25);
  }

  @Test
  void theJournalTellsOfManyMinutesAtOnceWhatEachMinuteTells() {
    MinuteJournal journal =
        MinuteJournal.of(node.system(), () -> CompletableFuture.completedFuture(CQL));
    List<Long> asked = new ArrayList<>();
    TestProbe<WebsiteMinute.Finished> shard = node.createTestProbe();
    TestProbe<WebsiteMinute.Stored> watcher = node.createTestProbe();
    List<MinuteKey> keys = new ArrayList<>();
    for (int back = 0; back < 5; back++) {
      keys.add(new MinuteKey("busy", key.minute() - back * MinuteKey.LENGTH_MS));
      asked.add(keys.get(back).minute());
    }
    // The last minute holds nothing; the others one partition more each, in two writes.
    for (int back = 0; back < 4; back++) {
      finish(keys.get(back), 0, shard);
    }
    shard.receiveSeveralMessages(4, Duration.ofSeconds(30));
    for (int back = 1; back < 4; back++) {
      for (int partition = 1; partition <= back; partition++) {
        finish(keys.get(back), partition, shard);
      }
    }
    shard.receiveSeveralMessages(1 + 2 + 3, Duration.ofSeconds(30));

    List<WebsiteMinute.Stored> read =
        journal.read("busy", asked).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();

    assertThat(read).extracting(WebsiteMinute.Stored::minute).hasSize(5).containsAll(keys);
    for (WebsiteMinute.Stored stored : read) {
      minutes.tell(stored.minute(), new WebsiteMinute.Ask(watcher.getRef()));
      WebsiteMinute.Stored told = watcher.receiveMessage(Duration.ofSeconds(30));
      assertThat(stored.partitions()).isEqualTo(told.partitions());
      assertThat(stored.tally()).isEqualTo(told.tally());
      int back = keys.indexOf(stored.minute());
      assertThat(stored.partitions()).hasSize(back == 4 ? 0 : back + 1);
    }
  }

  @Test
  void ofTwoWritersOfOneMinuteBothCountThoughTheirEventsHaveTheSameNumbers() {
    MinuteKey torn = new MinuteKey("torn", key.minute());
    TestProbe<WebsiteMinute.Finished> shard = node.createTestProbe();
    TestProbe<ClusterSharding.ShardCommand> region = node.createTestProbe();
    MinuteSettings settings =
        MinuteSettings.from(node.system().settings().config().getConfig("footfall.website.minute"));
    List<ActorRef<WebsiteMinute.Command>> writers = new ArrayList<>();
    for (int writer = 0; writer < 2; writer++) {
      writers.add(
          node.spawn(
              WebsiteMinute.create(
                  torn, region.getRef(), settings, Clock.systemUTC(), new Timings(1)),
              "writer-" + writer));
    }
    writers.get(0).tell(finish(0, 1, 10, shard)); // by a shard that is replaced meanwhile
    writers.get(1).tell(finish(0, 2, 10, shard));
    writers.get(0).tell(finish(1, 1, 20, shard));
    writers.get(1).tell(finish(2, 1, 30, shard));
    shard.receiveSeveralMessages(4, Duration.ofSeconds(30));
    assertThat(numbers(torn)).containsExactly(1L, 1L);
    writers.forEach(writer -> writer.tell(WebsiteMinute.Stop.INSTANCE));

    WebsiteMinute.Stored read =
        MinuteJournal.of(node.system(), () -> CompletableFuture.completedFuture(CQL))
            .read("torn", List.of(torn.minute()))
            .toCompletableFuture()
            .join()
            .get(0);
    assertThat(read.partitions()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(MinuteTally.decode(read.tally()).pageviews()).isEqualTo(60);
    minutes.tell(torn, finish(3, 1, 40, shard));
    shard.receiveMessage(Duration.ofSeconds(30));
    assertThat(numbers(torn)).containsExactly(1L, 1L, 2L);
    TestProbe<WebsiteMinute.Stored> watcher = node.createTestProbe();
    node.spawn(
            WebsiteMinute.create(
                torn, region.getRef(), settings, Clock.systemUTC(), new Timings(1)))
        .tell(new WebsiteMinute.Ask(watcher.getRef()));
    WebsiteMinute.Stored told = watcher.receiveMessage(Duration.ofSeconds(30));
    assertThat(told.partitions()).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(MinuteTally.decode(told.tally()).pageviews()).isEqualTo(100);
  }

  private static WebsiteMinute.Finish finish(
      int partition, long epoch, int pageviews, TestProbe<WebsiteMinute.Finished> shard) {
    byte[] tally = Tallies.form("/a", pageviews, 0);
    return new WebsiteMinute.Finish(partition, epoch, tally, shard.getRef());
  }

  private static List<Long> numbers(MinuteKey minute) {
    return CQL
        .execute(
            "SELECT sequence_nr FROM footfall_website_minute.messages"
                + " WHERE persistence_id = ? AND partition_nr = 0",
            WebsiteMinute.persistenceId(minute).id())
        .all()
        .stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  private void finish(MinuteKey minute, int partition, TestProbe<WebsiteMinute.Finished> shard) {
    byte[] tally = Tallies.form("/a", 10, partition * 5L);
    minutes.tell(minute, new WebsiteMinute.Finish(partition, 1, tally, shard.getRef()));
  }

  @Test
  void theFinalsOfASecondAreOneRowAndItExpires() {
    TestProbe<WebsiteMinute.Finished> shard = node.createTestProbe();
    MinuteKey other = new MinuteKey("other", key.minute());
    for (int partition = 0; partition < PARTITIONS; partition++) {
      byte[] tally = Tallies.form("/a", 1, partition);
      minutes.tell(other, new WebsiteMinute.Finish(partition, 1, tally, shard.getRef()));
    }
    shard.receiveSeveralMessages(PARTITIONS, Duration.ofSeconds(30));

    List<Row> rows =
        CQL.execute(
                "SELECT sequence_nr, TTL(event) AS ttl FROM footfall_website_minute.messages"
                    + " WHERE persistence_id = ? AND partition_nr = 0",
                "website-minute|" + WebsiteMinute.entityId(other))
            .all();

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).getInt("ttl")).isBetween(7_100, 7_200);
  }

  @Test
  void anotherTtlReachesATableThatWasThereBefore() {
    new JournalSchema(1, Duration.ofHours(3)).applyTo(CQL);
    int changed = ttlOfTable();
    new JournalSchema(1, Duration.ofHours(2)).applyTo(CQL);

    assertThat(changed).isEqualTo(10_800);
    assertThat(ttlOfTable()).isEqualTo(7_200);
  }

  private static int ttlOfTable() {
    return CQL.execute(
            "SELECT default_time_to_live FROM system_schema.tables"
                + " WHERE keyspace_name = 'footfall_website_minute' AND table_name = 'messages'")
        .one()
        .getInt(0);
  }

  private MinuteTally watch() {
    TestProbe<WebsiteMinute.Stored> watcher = node.createTestProbe();
    minutes.tell(key, new WebsiteMinute.Ask(watcher.getRef()));
    return MinuteTally.decode(watcher.receiveMessage(Duration.ofSeconds(30)).tally());
  }
}
