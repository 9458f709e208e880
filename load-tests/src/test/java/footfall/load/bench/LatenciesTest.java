package footfall.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void aQuantileIsTheSmallestDurationThatSoManyDoNotExceed() {
    Latencies latencies = new Latencies();
    LongStream.rangeClosed(1, 200).map(i -> 201 - i).forEach(latencies::add);
    assertThat(latencies.quantile(0.5)).isEqualTo(100);
    assertThat(latencies.quantile(0.99)).isEqualTo(198);
    assertThat(latencies.quantile(1)).isEqualTo(200);
  }

  @Test
  void withoutDurationsThereIsNothingToShow() {
    assertThat(new Latencies().quantile(0.99)).isZero();
  }

  @Test
  void cpuTimeOfThisProcessGrowsWithItsWork() throws IOException {
    long pid = ProcessHandle.current().pid();
    double before = ProcessCpu.secondsOf(pid);
    long primes = 0;
    while (ProcessCpu.secondsOf(pid) - before < 0.05) {
      primes += LongStream.range(2, 2000).filter(n -> n % 7 == 1).count();
    }
    assertThat(primes).isPositive();
    assertThat(ProcessCpu.secondsOf(pid)).isGreaterThan(before);
  }
}
