package footfall.localstack.up;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Entry of {@code ./footfall down}: ends the {@code up} that runs on a data directory. */
public final class Down {
  private static final PrintStream OUT = System.out;

  private Down() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("footfall.home")).toAbsolutePath().normalize();
    if (UpSettings.asksForHelp(arguments)) {
      OUT.println(
          "./footfall down [--data DIR]\n  ends the up that runs on DIR, and what it started");
      return;
    }
    UpSettings settings;
    try {
      settings = UpSettings.parse(List.of(arguments), System.getenv(), home);
    } catch (UpSettings.BadSetting e) {
      OUT.println(e.getMessage());
      System.exit(1);
      return;
    }
    OUT.println(stop(settings.data()));
  }

  /** Ends what runs on the data directory, and only that; says what was done. */
  static String stop(Path data) throws IOException, InterruptedException {
    if (!Files.isDirectory(data)) {
      return "nothing runs on " + data;
    }
    Optional<ProcessHandle> up = DataLock.holder(data);
    if (up.isPresent()) {
      up.get().destroy();
      up.get().onExit().join();
    }
    int left = DataLock.endLeftOvers(data);
    return up.isPresent() || left > 0 ? "stopped" : "nothing runs on " + data;
  }
}
