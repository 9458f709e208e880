package footfall.load.faults.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.load.scenario.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseTest {
  @Test
  void aProcessStandsStillUntilThePauseIsClosed() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    try {
      Pause pause = Pause.of(process.pid());
      try (pause) {
        awaitState(process, "T");
      }
      awaitState(process, "S");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aProcessMayEndWhileItIsPaused() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    Pause pause = Pause.of(process.pid());
    try (pause) {
      process.destroyForcibly().waitFor();
    }
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void whatIsGoneCannotBePaused() {
    assertThatThrownBy(() -> Pause.of(DeadProcess.id())).isInstanceOf(IOException.class);
  }

  private static void awaitState(Process process, String letter) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    Await.until(
        "the process is in state " + letter,
        Duration.ofSeconds(10),
        () -> Files.readString(stat).contains(") " + letter + " "));
  }
}
