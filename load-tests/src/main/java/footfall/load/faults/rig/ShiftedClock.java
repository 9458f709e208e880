package footfall.load.faults.rig;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A wall clock that is wrong for one process only, by libfaketime; the clock that measures how long
 * something takes goes on as before.
 */
public final class ShiftedClock {
  /** The variable that names libfaketimeMT.so.1 where it is not installed. */
  static final String LIBRARY = "FOOTFALL_FAKETIME";

  private static final List<String> PLACES =
      List.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64");

  /** Why no clock can be shifted here; empty where one can. */
  public static Optional<String> cannotRun() {
    return library().isPresent()
        ? Optional.empty()
        : Optional.of(
            "libfaketime is not here: install it (Debian: apt install libfaketime), or set "
                + LIBRARY
                + " to its libfaketimeMT.so.1");
  }

  /**
   * Variables for a process that is to live at another time.
   *
   * @param shift added to the machine's clock, in whole seconds; may be negative
   */
  public static Map<String, String> environment(Duration shift) {
    Path library = library().orElseThrow(() -> new IllegalStateException(cannotRun().get()));
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME",
        "%+ds".formatted(shift.toSeconds()),
        "DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1");
  }

  private static Optional<Path> library() {
    String named = System.getenv(LIBRARY);
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::exists);
    }
    return PLACES.stream().map(Path::of).flatMap(place -> in(place).stream()).findFirst();
  }

  /** Debian has it in /usr/lib/ARCHITECTURE/faketime, others in /usr/lib/faketime. */
  private static Optional<Path> in(Path place) {
    PathMatcher wanted = FileSystems.getDefault().getPathMatcher("glob:**/faketime/libfaketimeMT*");
    try (Stream<Path> files = Files.find(place, 3, (path, a) -> wanted.matches(path))) {
      return files.findFirst();
    } catch (IOException | java.io.UncheckedIOException absent) {
      return Optional.empty();
    }
  }

  private ShiftedClock() {}
}
