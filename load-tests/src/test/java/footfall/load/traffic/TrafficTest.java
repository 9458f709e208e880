package footfall.load.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long BEGINNING = 1_700_000_000_000L;
  private static final TrafficSettings SETTINGS =
      new TrafficSettings(42, TrafficSettings.demoWebsites(5), 50, 0.02);

  @Test
  void theSameSeedGivesTheSameHitsByteForByte() {
    List<TrafficHit> once = new Traffic(SETTINGS).take(2000, BEGINNING);
    List<TrafficHit> again = new Traffic(SETTINGS).take(2000, BEGINNING);
    for (int i = 0; i < once.size(); i++) {
      assertThat(again.get(i).json()).isEqualTo(once.get(i).json());
      assertThat(again.get(i).eventId()).isEqualTo(once.get(i).eventId());
    }
  }

  @Test
  void anotherSeedGivesOtherHits() {
    TrafficSettings other = new TrafficSettings(43, SETTINGS.websites(), 50, 0.02);
    assertThat(new Traffic(other).next(BEGINNING).json())
        .isNotEqualTo(new Traffic(SETTINGS).next(BEGINNING).json());
  }

  @Test
  void timeNeverGoesBackAndTheRateIsTheOneAskedFor() {
    List<TrafficHit> hits = new Traffic(SETTINGS).take(30_000, BEGINNING);
    for (int i = 1; i < hits.size(); i++) {
      assertThat(hits.get(i).clientTimestamp())
          .isGreaterThanOrEqualTo(hits.get(i - 1).clientTimestamp());
    }
    double seconds = (hits.get(hits.size() - 1).clientTimestamp() - BEGINNING) / 1000.0;
    assertThat(hits.size() / seconds).isBetween(45.0, 55.0);
  }

  @Test
  void trafficHasAllThatRealTrafficHas() throws IOException {
    Map<String, Integer> types = new HashMap<>();
    Map<String, Integer> websites = new HashMap<>();
    Map<String, Set<String>> keysOfUser = new HashMap<>();
    Set<String> before = new HashSet<>();
    boolean loginSeen = false;
    boolean ipv6 = false;
    for (TrafficHit hit : new Traffic(SETTINGS).take(20_000, BEGINNING)) {
      JsonNode json = JSON.readTree(hit.json());
      types.merge(json.get("event_type").asText(), 1, Integer::sum);
      websites.merge(hit.websiteId(), 1, Integer::sum);
      ipv6 |= json.get("ip_address").asText().contains(":");
      if (json.has("user_id") && json.has("visitor_id")) {
        loginSeen |= before.contains(hit.visitorKey());
        keysOfUser
            .computeIfAbsent(json.get("user_id").asText(), u -> new HashSet<>())
            .add(hit.visitorKey());
      } else {
        before.add(hit.visitorKey());
      }
    }
    assertThat(types).containsOnlyKeys("pageview", "event", "transaction");
    assertThat(types.get("pageview")).isGreaterThan(15_000);
    assertThat(websites.get("demo-1")).isGreaterThan(2 * websites.get("demo-3"));
    assertThat(loginSeen).as("user_id appears later in a session").isTrue();
    assertThat(ipv6).isTrue();
    assertThat(keysOfUser).hasSizeGreaterThan(50);
  }

  @Test
  void aHitIsAboutAsLongAsARealOne() {
    double mean =
        new Traffic(SETTINGS)
            .take(5000, BEGINNING).stream().mapToInt(h -> h.json().length).average().orElseThrow();
    assertThat(mean).isBetween(400.0, 560.0);
  }

  @Test
  void theIdentityOfAHitIsItsKey() throws IOException {
    for (TrafficHit hit : new Traffic(SETTINGS).take(1000, BEGINNING)) {
      String json = new String(hit.json(), StandardCharsets.UTF_8);
      assertThat(json).contains('"' + hit.visitorKey() + '"').contains(hit.eventId().toString());
      assertThat(hit.kafkaKey()).isEqualTo(hit.websiteId() + ":" + hit.visitorKey());
    }
  }

  @Test
  void theLargestWebsiteTakesTheShareItIsGivenAndTheOthersTheRest() {
    TrafficSettings settings =
        new TrafficSettings(7, TrafficSettings.demoWebsites(100), 50, 0, 0.9);

    long largest =
        new Traffic(settings)
            .take(20_000, 0).stream().filter(hit -> hit.websiteId().equals("demo-1")).count();

    // 90 % of the visits, and of the rest what zipf gives the first of a hundred: 19 %.
    assertThat(largest / 20_000.0).isBetween(0.89, 0.95);
  }

  @Test
  void aHundredThousandWebsitesFitIntoMemory() {
    TrafficSettings settings =
        new TrafficSettings(7, TrafficSettings.demoWebsites(100_000), 1_000, 0);

    long websites =
        new Traffic(settings)
            .take(20_000, 0).stream().map(TrafficHit::websiteId).distinct().count();

    assertThat(websites).isGreaterThan(5_000);
  }
}
