package footfall.load.faults.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that gets no more than a share of one CPU until this is closed; by a control group of
 * its own, whichever version the machine has.
 */
public final class CpuQuota implements AutoCloseable {
  private static final int PERIOD_MICROS = 100_000;
  private static final String PROCESSES = "cgroup.procs";

  private final Path group;
  private final Path before;
  private final long pid;

  private CpuQuota(Path group, Path before, long pid) {
    this.group = group;
    this.before = before;
    this.pid = pid;
  }

  /** Why there can be none here; empty where there can. */
  public static Optional<String> cannotRun() {
    return Tool.trying(
        "a CPU quota",
        () -> {
          Hierarchy hierarchy = Hierarchy.find();
          Path group = hierarchy.root().resolve(Mark.of("try"));
          hierarchy.make(group, 100);
          Files.delete(group);
        });
  }

  /**
   * Takes hold of a process and all its threads; children that it already has stay free.
   *
   * @param percent of one CPU, 1 or more
   */
  public static CpuQuota of(long pid, int percent) throws IOException {
    if (percent < 1) {
      throw new IllegalArgumentException("percent must be 1 or more, was " + percent);
    }
    removeLeftBehind();
    Hierarchy hierarchy = Hierarchy.find();
    Path before = hierarchy.groupOf(pid);
    Path group = hierarchy.root().resolve(Mark.of("cpu-" + pid));
    hierarchy.make(group, percent);
    try {
      move(pid, group);
    } catch (IOException e) {
      Files.delete(group);
      throw e;
    }
    return new CpuQuota(group, before, pid);
  }

  private static void move(long pid, Path group) throws IOException {
    Files.writeString(group.resolve(PROCESSES), Long.toString(pid));
  }

  Path group() {
    return group;
  }

  /** Where the process was before; nothing happens where it has ended meanwhile. */
  @Override
  public void close() throws IOException {
    if (ProcessHandle.of(pid).isPresent()) {
      move(pid, before);
    }
    Files.delete(group);
  }

  static void removeLeftBehind() throws IOException {
    Hierarchy hierarchy = Hierarchy.find();
    List<Path> groups;
    try (Stream<Path> all = Files.list(hierarchy.root())) {
      groups = all.filter(g -> Mark.isLeftBehind(g.getFileName().toString())).toList();
    }
    for (Path group : groups) {
      for (String pid : Files.readAllLines(group.resolve(PROCESSES))) {
        move(Long.parseLong(pid), hierarchy.root());
      }
      Files.delete(group);
    }
  }

  /** The tree of control groups that shares out CPU. */
  private record Hierarchy(Path root, boolean isFirstVersion) {
    static Hierarchy find() throws IOException {
      Optional<Path> first = mount("cgroup", "cpu");
      if (first.isPresent()) {
        return new Hierarchy(first.get(), true);
      }
      Path second =
          mount("cgroup2", "rw")
              .filter(root -> has(root.resolve("cgroup.controllers"), "cpu"))
              .orElseThrow(() -> new IOException("no control groups for CPU are mounted"));
      return new Hierarchy(second, false);
    }

    private static Optional<Path> mount(String type, String option) throws IOException {
      return Files.readAllLines(Path.of("/proc/mounts")).stream()
          .map(line -> line.split(" ", -1))
          .filter(f -> f[2].equals(type) && List.of(f[3].split(",", -1)).contains(option))
          .map(f -> Path.of(f[1]))
          .findFirst();
    }

    private static boolean has(Path file, String word) {
      try {
        return List.of(Files.readString(file).strip().split(" ", -1)).contains(word);
      } catch (IOException e) {
        return false;
      }
    }

    void make(Path group, int percent) throws IOException {
      int quota = PERIOD_MICROS / 100 * percent;
      if (isFirstVersion) {
        Files.createDirectory(group);
        Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), Integer.toString(quota));
      } else {
        Files.writeString(root.resolve("cgroup.subtree_control"), "+cpu");
        Files.createDirectory(group);
        Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
      }
    }

    /** A line of /proc/PID/cgroup is {@code 1:cpu,cpuacct:/path}, or {@code 0::/path}. */
    Path groupOf(long pid) throws IOException {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "cgroup"))) {
        String[] fields = line.split(":", 3);
        List<String> controllers = List.of(fields[1].split(",", -1));
        if (isFirstVersion ? controllers.contains("cpu") : fields[0].equals("0")) {
          return root.resolve(fields[2].substring(1));
        }
      }
      throw new IOException("process " + pid + " is in no control group for CPU");
    }
  }
}
