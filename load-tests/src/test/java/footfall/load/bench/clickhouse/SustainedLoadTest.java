package footfall.load.bench.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SustainedLoadTest {

  @Test
  void partsPileUpWhereTheSecondHalfHasMoreThanTheFirst() {
    List<Parts> samples =
        List.of(
            new Parts(10, 4, 3, 2),
            new Parts(30, 6, 5, 2),
            new Parts(50, 12, 9, 2),
            new Parts(70, 20, 8, 3));

    SustainedLoad.Result result =
        SustainedLoad.result("events", 2, 1_000, samples, new Parts(130, 21, 9, 3));

    assertThat(result.createdPerMinute()).isEqualTo(60);
    assertThat(result.firstHalf()).isEqualTo(5);
    assertThat(result.secondHalf()).isEqualTo(16);
    assertThat(result.mostActive()).isEqualTo(20);
    assertThat(result.mostInPartition()).isEqualTo(9);
  }
}
