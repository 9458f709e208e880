package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class HitKeyTest {
  /** Vectors of Kafka's own test of its murmur2. */
  @Test
  void murmur2GivesTheKnownValues() {
    assertThat(murmur2("21")).isEqualTo(-973_932_308);
    assertThat(murmur2("foobar")).isEqualTo(-790_332_482);
    assertThat(murmur2("a-little-bit-long-string")).isEqualTo(-985_981_536);
    assertThat(murmur2("a-little-bit-longer-string")).isEqualTo(-1_486_304_829);
    assertThat(murmur2("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8")).isEqualTo(-58_897_971);
    assertThat(murmur2("abc")).isEqualTo(479_470_107);
  }

  @Test
  void everyKeyGoesWhereAJavaProducerSendsIt() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      byte[] key = new byte[random.nextInt(80)];
      random.nextBytes(key);
      int partitions = 1 + random.nextInt(64);
      assertThat(HitKey.murmur2(key)).isEqualTo(Utils.murmur2(key));
      assertThat(HitKey.partition(key, partitions))
          .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
    }
  }

  @Test
  void aKeyIsTheWebsiteAColonAndTheRouteInUtf8() {
    assertThat(HitKey.of("shop.example", "besucher:ü"))
        .isEqualTo("shop.example:besucher:ü".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKeyHasOnePartitionForEver() {
    assertThat(HitKey.partition(HitKey.of("shop.example", "v-1"), 24)).isEqualTo(2);
    assertThat(HitKey.partition(HitKey.of("shop.example", "v-2"), 24)).isZero();
  }

  private static int murmur2(String key) {
    return HitKey.murmur2(key.getBytes(StandardCharsets.UTF_8));
  }
}
