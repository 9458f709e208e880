package footfall.load.bench;

import footfall.load.scenario.NodeProcess;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU time of processes, user and system, as Linux counts it. */
public final class ProcessCpu {
  /** Linux reports in ticks of 10 ms on every machine that Java runs on (USER_HZ). */
  private static final double TICKS_PER_SECOND = 100;

  private static final int UTIME_AFTER_NAME = 11;

  private final Map<String, Long> processes;

  /**
   * @param processes process ids by the name under which they are shown
   */
  public ProcessCpu(Map<String, Long> processes) {
    this.processes = new LinkedHashMap<>(processes);
  }

  /** A node that runs, and the stores it works with. */
  public static ProcessCpu of(NodeProcess node, LocalStack stack) {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("node", node.pid());
    processes.put("kafka", stack.pid(Service.KAFKA));
    processes.put("cassandra", stack.pid(Service.CASSANDRA));
    processes.put("clickhouse", stack.pid(Service.CLICKHOUSE));
    return new ProcessCpu(processes);
  }

  /** CPU seconds of each process since its start. */
  public Map<String, Double> seconds() throws IOException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Map.Entry<String, Long> process : processes.entrySet()) {
      seconds.put(process.getKey(), secondsOf(process.getValue()));
    }
    return seconds;
  }

  static double secondsOf(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The name stands in brackets and may hold blanks; what follows does not.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks =
        Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[UTIME_AFTER_NAME + 1]);
    return ticks / TICKS_PER_SECOND;
  }
}
