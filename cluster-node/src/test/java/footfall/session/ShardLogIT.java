package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.log.CapturedLog;
import footfall.protocol.hit.DropReason;
import footfall.session.ShardOnStack.Tuning;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a shard writes into the log about records that somebody made to break it. */
class ShardLogIT extends ShardsOnStack {
  private static final int PARTITION = 18;

  /** In every key, id, URL and payload of this test. */
  private static final String SECRET = "5ecret";

  private static final List<String> REFUSED =
      List.of(
          "5ecret",
          "{\"website_id\":\"w18\",\"event_type\":\"5ecret\",\"client_timestamp\":1}",
          "{\"website_id\":\"w18\",\"event_type\":\"pageview\",\"client_timestamp\":\"5ecret\"}",
          "{\"website_id\":\"5ecret 5ecret\",\"event_type\":\"pageview\",\"client_timestamp\":1}",
          "{\"website_id\":\"w18\",\"event_type\":\"pageview\",\"client_timestamp\":1}",
          "\0\u00015ecret");

  @Test
  void recordsThatAreRefusedOrBringOutADefectAreInTheLogByTheirPlaceAlone() {
    String evil = TopicLog.visitor("w18", PARTITION, 3);
    try (CapturedLog captured = new CapturedLog()) {
      ShardOnStack shard =
          start(
              PARTITION,
              Tuning.USUAL.withUserHash(
                  user -> {
                    if (user.equals(evil)) {
                      throw new IllegalArgumentException("no hash for 5ecret visitor " + user);
                    }
                    return user.hashCode();
                  }));
      REFUSED.forEach(
          value ->
              log.raw(
                  PARTITION,
                  "5ecret:5ecret".getBytes(StandardCharsets.UTF_8),
                  value.getBytes(StandardCharsets.UTF_8)));
      long offset = log.pageview("w18", evil, "https://w18.example/5ecret?mail=5ecret");
      visits(PARTITION, 2, "/5ecret");

      await().atMost(PATIENCE).until(() -> shard.metrics.rejected(DropReason.FAILED) == 1);
      await().atMost(PATIENCE).until(() -> shard.metrics.counted() >= 2);
      assertThat(shard.metrics.allRejected()).isGreaterThan(REFUSED.size());

      assertThat(captured.text())
          .contains("shard 18 failed at offset " + offset)
          .contains("java.lang.IllegalArgumentException")
          .contains("at footfall.session.ShardLogIT.")
          .doesNotContain(SECRET);
    }
  }
}
