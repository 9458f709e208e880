package footfall.load.faults.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.load.faults.Fault;
import footfall.load.faults.kinds.NodeFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
  private final List<Fault> faults = NodeFaults.full();

  private List<Fault> order(long seed, int from, int to) {
    Schedule schedule = new Schedule(seed, faults);
    return IntStream.range(from, to).mapToObj(schedule::fault).toList();
  }

  @Test
  void everyFaultComesOnceInARound() {
    assertThat(order(1, 0, faults.size())).containsExactlyInAnyOrderElementsOf(faults);
  }

  @Test
  void aSeedGivesOneOrderWhereverTheRunBegins() {
    int n = faults.size();
    assertThat(order(1, n / 2, 2 * n)).isEqualTo(order(1, 0, 2 * n).subList(n / 2, 2 * n));
    assertThat(order(1, 0, n)).isNotEqualTo(order(2, 0, n)).isNotEqualTo(order(1, n, 2 * n));
  }

  @Test
  void aCampaignGoesOnWhereItEndedAndRefusesAnotherSeed(@TempDir Path data) throws IOException {
    CampaignState.of(data, 7).afterStep().write(data);
    assertThat(CampaignState.of(data, 7).next()).isEqualTo(1);
    assertThat(CampaignState.seedOf(data)).hasValue(7);
    assertThatThrownBy(() -> CampaignState.of(data, 8)).hasMessageContaining("seed 7");
  }
}
