package footfall.session;

import footfall.localstack.Service;
import footfall.node.PauseGuardForTests;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One shard in a JVM of its own, on the stores of this one; it can be stopped and thawed. */
final class ShardProcess implements AutoCloseable {
  private static final long HALTED = 75;

  private final Process process;

  /** Starts it; it ends with this JVM. */
  ShardProcess(ShardStack stack, int partition, Duration longestPause) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ShardProcess.class.getName(),
            Integer.toString(stack.addresses.port(Service.KAFKA)),
            Integer.toString(stack.addresses.port(Service.CASSANDRA)),
            Integer.toString(partition),
            Long.toString(longestPause.toMillis()));
    process =
        java.redirectErrorStream(true)
            .redirectOutput(new File("target", "shard-process-" + partition + ".log"))
            .start();
  }

  /** In the other JVM. */
  public static void main(String[] arguments) throws IOException {
    ShardStack stack =
        ShardStack.at(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    new ShardOnStack(
        stack,
        Integer.parseInt(arguments[2]),
        new StoredRows(),
        ShardOnStack.Tuning.USUAL.with(ShardOnStack.LONG),
        PauseGuardForTests.start(Duration.ofMillis(Long.parseLong(arguments[3]))));
    System.in.transferTo(OutputStream.nullOutputStream()); // until who started it is gone
    Runtime.getRuntime().halt(1);
  }

  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("kill -s " + name + " " + process.pid() + " failed");
    }
  }

  /** Whether it halts within this time because it was paused. */
  boolean haltsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == HALTED;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As kill -9. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
