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

  private List<List<Fault>> steps(long seed, int from, int to) {
    Schedule schedule = new Schedule(seed, faults, 4);
    return IntStream.range(from, to).mapToObj(schedule::step).toList();
  }

  private final int round = new Schedule(1, faults, 4).steps();

  @Test
  void everyFaultComesOnceInARound() {
    assertThat(steps(1, 0, round).stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(faults);
  }

  @Test
  void aStepHasFourFaultsAtMostAndOneThatNeedsItsOwnTrafficHasItsOwnStep() {
    assertThat(steps(1, 0, round))
        .allSatisfy(step -> assertThat(step).hasSizeBetween(1, 4))
        .filteredOn(step -> step.stream().anyMatch(Fault::isAlone))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step).hasSize(1));
  }

  @Test
  void aSeedGivesOneOrderWhereverTheRunBegins() {
    int n = round;
    assertThat(steps(1, n / 2, 2 * n)).isEqualTo(steps(1, 0, 2 * n).subList(n / 2, 2 * n));
    assertThat(steps(1, 0, n)).isNotEqualTo(steps(2, 0, n)).isNotEqualTo(steps(1, n, 2 * n));
  }

  @Test
  void aCampaignGoesOnWhereItEndedAndRefusesAnotherSeed(@TempDir Path data) throws IOException {
    CampaignState.of(data, 7).afterStep().write(data);
    assertThat(CampaignState.of(data, 7).next()).isEqualTo(1);
    assertThat(CampaignState.seedOf(data)).hasValue(7);
    assertThatThrownBy(() -> CampaignState.of(data, 8)).hasMessageContaining("seed 7");
  }
}
