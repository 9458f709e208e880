package footfall.load.peer;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.bench.FilledTopic;
import footfall.load.bench.peers.ExpectedRows;
import footfall.load.bench.peers.Peer;
import footfall.load.bench.peers.PeerJob;
import footfall.load.bench.peers.PeerRows;
import footfall.load.bench.peers.PeerVerification;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each peer over a topic with copies, disorder and joins, held against the oracle. */
class PeersIT {
  private static final Path FOLDER = Path.of("target", "peers-it").toAbsolutePath();

  private static LocalStack stack;
  private static int hits;
  private static ExpectedRows expected;
  private static ExpectedRows expectedIfCopiesCounted;

  @BeforeAll
  static void fillTheTopic() throws IOException {
    Files.createDirectories(FOLDER);
    stack = LocalStack.forTests(Service.KAFKA);
    AwkwardTopic topic = new AwkwardTopic(stack.addresses().kafka());
    hits = topic.fill();
    expected = ExpectedRows.of(stack.addresses().kafka(), FilledTopic.TOPIC);
    expectedIfCopiesCounted = topic.expectedIfCopiesCounted();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static PeerRows run(Peer peer) throws IOException, InterruptedException {
    PeerJob job =
        new PeerJob(
            Path.of(System.getProperty("footfall.home")),
            FOLDER,
            stack.addresses().kafka(),
            stack.pid(Service.KAFKA));
    String name = "it-" + peer.name().toLowerCase(Locale.ROOT);
    return job.run(peer, name, hits, "-XX:+UseParallelGC -Dpeers.emit-every-ms=0").rows();
  }

  @ParameterizedTest
  @EnumSource
  void aPeerCountsEverySessionAndMinuteAsTheOracleDoesAndALossWouldBeSeen(Peer peer)
      throws Exception {
    PeerRows rows = run(peer);
    PeerVerification sessions = new PeerVerification(expected);

    assertThat(sessions.sessions(rows)).isEmpty();
    assertThat(new PeerVerification(expectedIfCopiesCounted).minutes(withoutJoining(rows)))
        .isEmpty();
    assertThat(rows.emitted()).as("closed by the peer itself").isNotEmpty();
    assertThat(rows.open()).as("still open at the end").isNotEmpty();
    assertThat(sessions.sessions(withoutOne(rows))).singleElement().asString().contains("missing");
    assertThat(new PeerVerification(expectedIfCopiesCounted).sessions(rows))
        .as("had the peer counted copies, it would differ")
        .isNotEmpty();
  }

  private static PeerRows withoutJoining(PeerRows rows) {
    Map<String, PeerRows.Minute> minutes = new HashMap<>(rows.minutes());
    minutes.keySet().removeIf(key -> key.startsWith(AwkwardTopic.JOINING));
    return new PeerRows(rows.emitted(), rows.open(), minutes);
  }

  private static PeerRows withoutOne(PeerRows rows) {
    List<String> fewer = new ArrayList<>(rows.emitted());
    String lost = fewer.remove(fewer.size() / 2);
    List<String> open = rows.open().stream().filter(row -> !row.equals(lost)).toList();
    return new PeerRows(fewer, open, rows.minutes());
  }
}
