package footfall.load.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a benchmark in a process of its own, so that its CPU can be told from the rest. It is
 * talked to by lines, and ends with its input, that is with us.
 */
public final class ChildJvm implements AutoCloseable {
  private final String what;
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter orders;

  /** Starts a main class on our own class path. */
  public static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new ChildJvm(main.getSimpleName(), process);
  }

  private ChildJvm(String what, Process process) {
    this.what = what;
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  public long pid() {
    return process.pid();
  }

  public void tell(String order) {
    orders.println(order);
  }

  /** Its next line; waits for it. */
  public String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(what + " has ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
