package footfall.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class StoresTest {

  @Test
  void aTopicWithOtherPartitionsThanTheSettingIsRefusedWithWhatToSet() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Stores.requireSamePartitions(8, 24))
        .withMessage(
            "Topic events has 24 partitions, footfall.kafka.partitions is 8: set FOOTFALL_PARTITIONS=24");
  }

  @Test
  void aTopicWithAsManyPartitionsAsSetIsTaken() {
    assertThatCode(() -> Stores.requireSamePartitions(24, 24)).doesNotThrowAnyException();
  }
}
