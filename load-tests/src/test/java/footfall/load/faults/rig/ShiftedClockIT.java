package footfall.load.faults.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real JVM at another time; skipped where there is no C compiler. */
class ShiftedClockIT {
  @BeforeAll
  static void needsLibrary() {
    assumeTrue(
        ShiftedClock.cannotRun().isEmpty(), () -> ShiftedClock.cannotRun().orElse("it is there"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2H", "PT-2H", "PT-720H"})
  void aJvmLivesAtAnotherTimeButWaitsAsLongAsAlways(String shift) throws Exception {
    Duration shifted = Duration.parse(shift);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ShiftedClockIT.class.getName());
    builder.environment().putAll(ShiftedClock.environment(shifted));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String[] told =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .strip()
            .split(" ", -1);
    Duration ahead = Duration.between(Instant.now(), Instant.parse(told[0]));
    assertThat(ahead.minus(shifted)).isBetween(Duration.ofSeconds(-30), Duration.ofSeconds(1));
    assertThat(Long.parseLong(told[1])).isBetween(200L, 20_000L);
  }

  /** Tells the time, and how many milliseconds a wait of 200 ms took. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    long end = start + 200_000_000;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    System.out.println(Instant.now() + " " + (System.nanoTime() - start) / 1_000_000);
  }
}
