package footfall.localstack.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import footfall.localstack.PidFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code up} as a process of its own, as the script runs it; each test has data of its own. */
@Execution(ExecutionMode.CONCURRENT)
class UpIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> STORES =
      List.of("kafka", "cassandra", "clickhouse", "postgres");

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatWasStarted() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    DataLock.endLeftOvers(data());
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Process run(Class<?> main, Path output, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("-Dfootfall.home=" + System.getProperty("footfall.home"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of("--data", data().toString(), "--stack-only"));
    command.addAll(flags);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    started.add(process);
    return process;
  }

  private static List<String> freePorts() throws IOException {
    List<String> flags = new ArrayList<>();
    List<ServerSocket> held = new ArrayList<>();
    for (String store : STORES) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      flags.addAll(List.of("--" + store + "-port", Integer.toString(socket.getLocalPort())));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return flags;
  }

  private Optional<ProcessHandle> process(String name) {
    try {
      return PidFile.read(data().resolve("run/" + name + ".pid"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void awaitLine(Path output, String text) {
    await()
        .atMost(PATIENCE)
        .failFast(() -> Files.readString(output).contains("cannot start"))
        .untilAsserted(() -> assertThat(Files.readString(output)).contains(text));
  }

  @Test
  void upHealsWhatIsKilledRefusesASecondUpAndDownStopsItAll() throws Exception {
    Path output = directory.resolve("up.out");
    Process up = run(Up.class, output, freePorts());
    awaitLine(output, "Footfall runs");
    assertThat(Files.readString(data().resolve("run/node.env")))
        .contains("FOOTFALL_KAFKA=127.0.0.1:", "FOOTFALL_POSTGRES_PASSWORD=footfall");

    ProcessHandle kafka = process("kafka").orElseThrow();
    kafka.destroyForcibly();
    awaitLine(output, "kafka runs again");
    assertThat(process("kafka")).isPresent().get().isNotEqualTo(kafka);

    Path second = directory.resolve("second.out");
    assertThat(run(Up.class, second, List.of()).waitFor()).isEqualTo(1);
    assertThat(Files.readString(second))
        .contains("already runs on", "process " + up.pid(), "./footfall down");

    Path down = directory.resolve("down.out");
    assertThat(run(Down.class, down, List.of()).waitFor()).isZero();
    assertThat(Files.readString(down)).contains("stopped");
    assertThat(up.isAlive()).isFalse();
    assertThat(STORES).allSatisfy(store -> assertThat(process(store)).isEmpty());
    assertThat(Files.readString(output)).contains("stopping", "stopped");
  }

  @Test
  void aNodeIsRefusedWhereNoUpRuns() throws Exception {
    Path output = directory.resolve("node.out");
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dfootfall.home=" + System.getProperty("footfall.home"),
                "-cp",
                System.getProperty("java.class.path"),
                Join.class.getName(),
                "--data",
                data().toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    started.add(node);

    assertThat(node.waitFor()).isEqualTo(1);
    assertThat(Files.readString(output))
        .isEqualTo(
            "cannot start: Footfall does not run on %s: start it with ./footfall up, or name the data of one that runs with --data DIR%n"
                .formatted(data()));
  }

  @Test
  void theStoresEndWhenUpIsKilledAndDownLeavesAReusedIdAlone() throws Exception {
    Path output = directory.resolve("up.out");
    Process up = run(Up.class, output, freePorts());
    awaitLine(output, "Footfall runs");
    up.destroyForcibly().waitFor();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(STORES).allSatisfy(store -> assertThat(process(store)).isEmpty()));

    // As if the id of a store had been given to another process since.
    Process stranger = new ProcessBuilder("sleep", "600").start();
    started.add(stranger);
    Files.writeString(data().resolve("run/kafka.pid"), stranger.pid() + " 1\n");
    Path down = directory.resolve("down.out");
    assertThat(run(Down.class, down, List.of()).waitFor()).isZero();
    assertThat(Files.readString(down)).contains("nothing runs");
    assertThat(stranger.isAlive()).isTrue();
  }
}
