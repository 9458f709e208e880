package footfall.localstack.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What must hold before anything is started; each problem says what to do about it. */
final class Preflight {
  static final long MEMORY = 5L << 30;
  static final long DISK = 5L << 30;

  private static final int JAVA = 17;

  private Preflight() {}

  /** All problems at once; empty when {@code up} can start. The data directory is made. */
  static List<String> problems(UpSettings settings, Machine machine) {
    List<String> problems = new ArrayList<>(platformProblems(machine));
    List<String> data = dataProblems(settings.data());
    problems.addAll(data);
    if (data.isEmpty() && machine.availableDisk(settings.data()) < DISK) {
      problems.add(
          "%s has %s free, %s are needed: free some, or choose another disk with --data DIR"
              .formatted(settings.data(), gib(machine.availableDisk(settings.data())), gib(DISK)));
    }
    if (machine.availableMemory() < MEMORY) {
      problems.add(
          "%s of memory are available, %s are needed: end other programs, or use a larger machine"
              .formatted(gib(machine.availableMemory()), gib(MEMORY)));
    }
    for (UpSettings.Port port : settings.usedPorts()) {
      if (!machine.isPortFree(settings.port(port))) {
        problems.add(
            "port %d (%s) is in use: end what uses it, or choose another with %s N or %s=N"
                .formatted(settings.port(port), port, port.flag(), port.variable()));
      }
    }
    problems.addAll(samePorts(settings));
    return problems;
  }

  private static List<String> platformProblems(Machine machine) {
    List<String> problems = new ArrayList<>();
    if (!machine.platform().equals("Linux amd64")) {
      problems.add(
          "the local stack runs on Linux x86-64, this is %s: use such a machine or a virtual one"
              .formatted(machine.platform()));
    } else if (!machine.hasGlibc()) {
      problems.add("the ClickHouse engine needs glibc (this looks like musl): use Debian or alike");
    }
    if (machine.javaFeature() != JAVA) {
      problems.add(
          "Java %d runs this, Cassandra needs JDK 17: set JAVA_HOME to one"
              .formatted(machine.javaFeature()));
    }
    return problems;
  }

  /** Whether the data directory can be used; it is made when it is absent. */
  static List<String> dataProblems(Path data) {
    if (data.toString().matches(".*[*?{}\\[\\]'\"\\\\\\s:].*")) {
      return List.of(
          "the data directory's path must be free of blanks, quotes, colons and *?{}[]\\, was "
              + data);
    }
    try {
      Files.createDirectories(data);
      Files.delete(Files.createTempFile(data, "writable", null));
      return List.of();
    } catch (IOException e) {
      return List.of(
          "%s cannot be written (%s): make it writable, or choose another with --data DIR"
              .formatted(data, e));
    }
  }

  private static List<String> samePorts(UpSettings settings) {
    List<UpSettings.Port> ports = settings.usedPorts();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      for (int j = i + 1; j < ports.size(); j++) {
        if (settings.port(ports.get(i)) == settings.port(ports.get(j))) {
          problems.add(
              "%s and %s are both %d: give each its own"
                  .formatted(
                      ports.get(i).flag(), ports.get(j).flag(), settings.port(ports.get(i))));
        }
      }
    }
    return problems;
  }

  private static String gib(long bytes) {
    return String.format(java.util.Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
