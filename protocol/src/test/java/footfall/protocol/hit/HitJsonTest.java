package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HitJsonTest {
  @Test
  void aMinimalHitIsReadBackAsItWasWritten() {
    assertThat(Hits.accepted(HitJson.write(Hits.minimal()))).isEqualTo(Hits.minimal());
  }

  @Test
  void aFullHitIsReadBackAsItWasWritten() {
    assertThat(Hits.accepted(HitJson.write(Hits.full()))).isEqualTo(Hits.full());
  }
}
