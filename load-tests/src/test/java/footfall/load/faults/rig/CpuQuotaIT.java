package footfall.load.faults.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import footfall.load.scenario.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real process in a real control group; skipped where there are none. */
class CpuQuotaIT {
  private static final int TICKS_PER_SECOND = 100;

  @BeforeAll
  static void needsControlGroups() {
    assumeTrue(
        CpuQuota.cannotRun().isEmpty(), () -> CpuQuota.cannotRun().orElse("they can be had now"));
  }

  @Test
  void aBusyProcessGetsNoMoreThanItsShareUntilTheQuotaIsClosed() throws Exception {
    Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
    try {
      String before = groups(busy);
      CpuQuota quota = CpuQuota.of(busy.pid(), 20);
      try (quota) {
        assertThat(groups(busy)).isNotEqualTo(before);
        long ticks = ticks(busy);
        long start = System.nanoTime();
        int used = 60;
        Await.until(
            "it has used some CPU", Duration.ofMinutes(2), () -> ticks(busy) - ticks >= used);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat((double) used / TICKS_PER_SECOND / seconds).isLessThan(0.25);
      }
      assertThat(groups(busy)).isEqualTo(before);
    } finally {
      busy.destroyForcibly().waitFor();
    }
  }

  @Test
  void theProcessMayEndFirst() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    String group;
    CpuQuota quota = CpuQuota.of(process.pid(), 50);
    try (quota) {
      group = groups(process);
      process.destroyForcibly().waitFor();
    }
    assertThat(group).contains("footfall-");
  }

  @Test
  void aGroupOfAKilledCampaignGoes() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    try {
      CpuQuota first = CpuQuota.of(process.pid(), 50);
      Path left;
      try (first) {
        left = first.group().resolveSibling("footfall-" + DeadProcess.id() + "-cpu");
        Files.createDirectory(left);
      }
      CpuQuota next = CpuQuota.of(process.pid(), 50);
      try (next) {
        assertThat(left).doesNotExist();
        assertThat(next.group()).exists();
      }
      assertThat(next.group()).doesNotExist();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String groups(Process process) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cgroup"));
  }

  private static long ticks(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }
}
