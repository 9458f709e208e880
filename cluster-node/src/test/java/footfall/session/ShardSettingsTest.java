package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShardSettingsTest {
  @Test
  void theShardsOfANodeShareTheBytesOfTheirCheckpointsWithinBounds() {
    long node = 256L << 20;

    assertThat(ShardSettings.bytesOfACheckpoint(node, 1)).isEqualTo(16L << 20);
    assertThat(ShardSettings.bytesOfACheckpoint(node, 32)).isEqualTo(8L << 20);
    assertThat(ShardSettings.bytesOfACheckpoint(node, 1_000)).isEqualTo(4L << 20);
  }
}
