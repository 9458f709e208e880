package footfall.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveTrafficTest {
  private static final int HITS = 50;

  @Test
  void theSameVisitorsComeAgainWithNewIdsAndTheTimeOfNow() {
    LiveTraffic traffic = new LiveTraffic(LiveTraffic.websites(3), 1, HITS);
    long before = System.currentTimeMillis();

    List<Hit> sent = sent(traffic, 3 * HITS);

    Set<UUID> ids = new HashSet<>();
    sent.forEach(hit -> ids.add(hit.eventId()));
    assertThat(ids).hasSize(3 * HITS);
    assertThat(sent)
        .allSatisfy(
            hit -> assertThat(hit.clientTimestamp()).isBetween(before, System.currentTimeMillis()));
    assertThat(sent.subList(HITS, 2 * HITS))
        .extracting(hit -> hit.identity().visitorKey())
        .isEqualTo(sent.subList(0, HITS).stream().map(hit -> hit.identity().visitorKey()).toList());
  }

  @Test
  void aHitIsSentUnderTheKeyOfItsVisitor() {
    LiveTraffic traffic = new LiveTraffic(LiveTraffic.websites(3), 1, HITS);
    for (int i = 0; i < HITS; i++) {
      traffic.sendNext(
          (key, json) -> {
            Hit hit = decoded(json);
            assertThat(key).isEqualTo(hit.websiteId() + ":" + hit.identity().visitorKey());
          });
    }
  }

  private static List<Hit> sent(LiveTraffic traffic, int count) {
    List<Hit> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      traffic.sendNext((key, json) -> sent.add(decoded(json)));
    }
    return sent;
  }

  private static Hit decoded(byte[] json) {
    Validation validation = HitDecoder.decode(json, null);
    assertThat(validation).isInstanceOf(Validation.Accepted.class);
    return ((Validation.Accepted) validation).hit();
  }
}
