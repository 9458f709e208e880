package footfall.localstack.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine has to offer. */
interface Machine {
  /** Operating system and processor, as {@code Linux amd64}. */
  String platform();

  /** True when programs built for glibc run here. */
  boolean hasGlibc();

  int javaFeature();

  /** Bytes that processes can take without swapping. */
  long availableMemory();

  /** Bytes that can be written below a directory that exists. */
  long availableDisk(Path directory);

  boolean isPortFree(int port);

  /** The machine this JVM runs on. */
  static Machine thisOne() {
    return new Machine() {
      @Override
      public String platform() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
      }

      @Override
      public boolean hasGlibc() {
        return Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
      }

      @Override
      public int javaFeature() {
        return Runtime.version().feature();
      }

      @Override
      public long availableMemory() {
        return memoryAvailable();
      }

      @Override
      public long availableDisk(Path directory) {
        try {
          return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public boolean isPortFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
          socket.setReuseAddress(true);
          socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
          return true;
        } catch (IOException taken) {
          return false;
        }
      }
    };
  }

  private static long memoryAvailable() {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(Long.MAX_VALUE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
