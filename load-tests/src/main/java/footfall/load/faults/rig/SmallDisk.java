package footfall.load.faults.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder on a disk of its own that can be filled up to its last byte and emptied again. Who
 * writes to the folder must be stopped while this is opened and closed; what is in the folder is
 * carried over both times.
 */
public final class SmallDisk implements AutoCloseable {
  private static final String FILLING = "filling";
  private static final int BLOCK = 64 * 1024;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Why there can be none here; empty where there can. */
  public static Optional<String> cannotRun() {
    return Tool.trying(
        "a disk of its own",
        () -> {
          Path folder = Files.createTempDirectory(Mark.of("try"));
          try {
            mount(folder, BLOCK);
            Tool.run("umount", folder.toString());
          } finally {
            Files.delete(folder);
          }
        });
  }

  /**
   * Puts a folder on a disk of its own.
   *
   * @param spare bytes that are free at first
   */
  public static SmallDisk under(Path folder, long spare) throws IOException {
    removeLeftBehind();
    Path kept = kept(folder);
    Files.move(folder, kept);
    Files.createDirectory(folder);
    mount(folder, bytes(kept) + spare);
    copy(kept, folder);
    return new SmallDisk(folder);
  }

  private static Path kept(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".kept");
  }

  private static void mount(Path folder, long bytes) throws IOException {
    Tool.run("mount", "-t", "tmpfs", "-o", "size=" + bytes, Mark.of("disk"), folder.toString());
  }

  private static long bytes(Path folder) throws IOException {
    String printed = Tool.run("du", "-s", "-B1", folder.toString());
    return Long.parseLong(printed.split("\\s", 2)[0]);
  }

  private static void copy(Path from, Path to) throws IOException {
    Tool.run("cp", "-a", from + "/.", to.toString());
  }

  /** Takes every byte that is free. */
  public void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(folder.resolve(FILLING))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      if (Files.getFileStore(folder).getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  /** Gives back what {@link #fill} has taken. */
  public void free() throws IOException {
    Files.deleteIfExists(folder.resolve(FILLING));
  }

  /** Puts the folder with what it now holds back where it was. */
  @Override
  public void close() throws IOException {
    free();
    Path kept = kept(folder);
    Tool.run("rm", "-rf", kept.toString());
    Files.createDirectory(kept);
    copy(folder, kept);
    Tool.run("umount", folder.toString());
    Files.delete(folder);
    Files.move(kept, folder);
  }

  static void removeLeftBehind() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
      String[] fields = line.split(" ", -1);
      if (Mark.isLeftBehind(fields[0])) {
        Tool.run("umount", "--lazy", fields[1]);
      }
    }
  }
}
