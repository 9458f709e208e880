package footfall.load.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.live.LiveFrame;
import footfall.protocol.live.LiveFrameJson;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitTimesTest {
  private final List<Long> told = new ArrayList<>();

  @Test
  void onlyHitsThatAreNewerThanThoseKnownAreTold() {
    ByteBuffer json = frame(1_763_683_200_500L, 1_763_683_200_400L, 1_763_683_200_300L);

    long newest = HitTimes.newer(json, 1_763_683_200_300L, told::add);

    assertThat(told).containsExactly(1_763_683_200_500L, 1_763_683_200_400L);
    assertThat(newest).isEqualTo(1_763_683_200_500L);
    assertThat(HitTimes.newer(json, newest, told::add)).isEqualTo(newest);
    assertThat(told).hasSize(2);
  }

  @Test
  void aFrameWithoutHitsTellsNothing() {
    assertThat(HitTimes.newer(frame(), 7, told::add)).isEqualTo(7);
    assertThat(told).isEmpty();
  }

  private static ByteBuffer frame(long... times) {
    List<LiveFrame.RecentHit> hits = new ArrayList<>();
    for (long time : times) {
      hits.add(
          new LiveFrame.RecentHit(
              time, "pageview", "", "/a", "DE", "", "direct", "", "", List.of()));
    }
    List<LiveFrame.Top> top = List.of(new LiveFrame.Top("/a", 3));
    LiveFrame frame =
        new LiveFrame(
            "w", 1, 2, 3, 4, 0.016, 5, List.of(), top, top, top, top, hits, false, 0, false,
            List.of());
    return ByteBuffer.wrap(LiveFrameJson.write(frame, LiveFrameJson.UPDATE));
  }
}
