package footfall.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficSettings;
import footfall.protocol.hit.DropReason;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoisonTest {
  private static final List<byte[]> HITS =
      new Traffic(new TrafficSettings(5, List.of("w"), 20, 0))
          .take(300, 1_700_000_000_000L).stream().map(h -> h.json()).toList();

  static List<Integer> kinds() {
    return java.util.stream.IntStream.range(0, Poison.kinds()).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everySpoiledHitIsRefusedForItsOwnReason(int kind) {
    SplittableRandom random = new SplittableRandom(kind);
    for (byte[] hit : HITS) {
      Poison.Spoiled spoiled = Poison.of(kind, hit, random);
      Validation validation = HitDecoder.decode(spoiled.value(), spoiled.contentType());
      assertThat(validation).isInstanceOf(Validation.Rejected.class);
      assertThat(((Validation.Rejected) validation).reason().wire()).isEqualTo(spoiled.reason());
    }
  }

  @Test
  void everyReasonThatARecordAloneCanHaveIsPlayed() {
    Set<DropReason> played = EnumSet.noneOf(DropReason.class);
    for (int kind : kinds()) {
      String reason = Poison.of(kind, HITS.get(0), new SplittableRandom(1)).reason();
      played.add(DropReason.valueOf(reason.toUpperCase(java.util.Locale.ROOT)));
    }
    Set<DropReason> others = EnumSet.complementOf(EnumSet.copyOf(played));
    assertThat(others)
        .containsExactlyInAnyOrder(
            DropReason.UNKNOWN_WEBSITE,
            DropReason.PAUSED_WEBSITE,
            DropReason.DELETED_WEBSITE,
            DropReason.HOSTNAME_NOT_ALLOWED,
            DropReason.RATE_LIMITED,
            DropReason.INVALID_SENT_AT,
            DropReason.FAILED);
  }
}
