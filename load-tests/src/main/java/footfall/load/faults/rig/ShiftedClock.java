package footfall.load.faults.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A wall clock that is wrong for one process only, by a small library that is preloaded into it;
 * the clock that measures how long something takes goes on as before. Not libfaketime: under it
 * (0.9.10) a JVM's Kafka client never connects.
 */
public final class ShiftedClock {
  private static final String SOURCE = "shifted-clock.c";
  private static Path library;

  /** Why no clock can be shifted here; empty where one can. */
  public static Optional<String> cannotRun() {
    try {
      library();
      return Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.of(
          "a wrong clock needs a C compiler (Debian: apt install gcc libc6-dev): "
              + e.getCause().getMessage());
    }
  }

  /**
   * Variables for a process that is to live at another time.
   *
   * @param shift added to the machine's clock, in whole seconds; may be negative
   */
  public static Map<String, String> environment(Duration shift) {
    return Map.of(
        "LD_PRELOAD", library().toString(),
        "FOOTFALL_CLOCK_SHIFT", Long.toString(shift.toSeconds()));
  }

  /** Compiled once; goes with this JVM. */
  private static synchronized Path library() {
    if (library == null) {
      try (InputStream source = ShiftedClock.class.getResourceAsStream(SOURCE)) {
        Path folder = Files.createTempDirectory("footfall-clock");
        Path code = folder.resolve(SOURCE);
        Path compiled = folder.resolve("shifted-clock.so");
        folder.toFile().deleteOnExit();
        code.toFile().deleteOnExit();
        compiled.toFile().deleteOnExit();
        Files.copy(source, code, StandardCopyOption.REPLACE_EXISTING);
        Tool.run("cc", "-shared", "-fPIC", "-O2", "-o", compiled.toString(), code.toString());
        library = compiled;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return library;
  }

  private ShiftedClock() {}
}
