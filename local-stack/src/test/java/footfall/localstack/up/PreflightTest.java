package footfall.localstack.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir Path directory;

  /** A machine of which everything can be said. */
  private record Described(
      String platform,
      boolean hasGlibc,
      int javaFeature,
      long availableMemory,
      long disk,
      Set<Integer> taken)
      implements Machine {
    @Override
    public long availableDisk(Path below) {
      return disk;
    }

    @Override
    public boolean isPortFree(int port) {
      return !taken.contains(port);
    }
  }

  private static Described good() {
    return new Described("Linux amd64", true, 17, Preflight.MEMORY, Preflight.DISK, Set.of());
  }

  private List<String> problems(Machine machine, String... arguments) {
    List<String> flags = new java.util.ArrayList<>(List.of("--data", directory.toString()));
    flags.addAll(List.of(arguments));
    return Preflight.problems(UpSettings.parse(flags, Map.of(), directory), machine);
  }

  @Test
  void aMachineWithJustEnoughHasNoProblem() {
    assertThat(problems(good())).isEmpty();
  }

  @Test
  void tooLittleMemoryIsNamedWithWhatIsNeeded() {
    Described machine =
        new Described("Linux amd64", true, 17, Preflight.MEMORY - 1, Preflight.DISK, Set.of());
    assertThat(problems(machine))
        .singleElement()
        .asString()
        .contains("of memory are available", "5.0 GiB are needed", "end other programs");
  }

  @Test
  void tooLittleDiskIsNamedWithTheDirectoryAndTheFlag() {
    Described machine =
        new Described("Linux amd64", true, 17, Preflight.MEMORY, Preflight.DISK - 1, Set.of());
    assertThat(problems(machine))
        .singleElement()
        .asString()
        .contains(directory.toString(), "5.0 GiB are needed", "--data DIR");
  }

  @Test
  void everyTakenPortIsNamedWithItsFlagAndVariable() {
    Described machine =
        new Described(
            "Linux amd64", true, 17, Preflight.MEMORY, Preflight.DISK, Set.of(8080, 19092));
    assertThat(problems(machine))
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("8080", "--http-port", "FOOTFALL_HTTP_PORT"))
        .anySatisfy(p -> assertThat(p).contains("19092", "--kafka-port", "FOOTFALL_KAFKA_PORT"));
  }

  @Test
  void theStackAloneNeedsNoPortOfTheNode() {
    Described machine =
        new Described(
            "Linux amd64", true, 17, Preflight.MEMORY, Preflight.DISK, Set.of(8080, 25520, 8558));
    assertThat(problems(machine, "--stack-only")).isEmpty();
    assertThat(problems(machine)).hasSize(3);
  }

  @Test
  void twoPartsOnOnePortAreRefused() {
    assertThat(problems(good(), "--http-port", "9000", "--kafka-port", "9000"))
        .singleElement()
        .asString()
        .contains("--http-port", "--kafka-port", "9000");
  }

  @Test
  void anotherPlatformMuslAndAnotherJavaAreEachNamed() {
    Described mac =
        new Described("Mac OS X aarch64", false, 17, Preflight.MEMORY, Preflight.DISK, Set.of());
    assertThat(problems(mac)).singleElement().asString().contains("Linux x86-64", "Mac OS X");
    Described musl =
        new Described("Linux amd64", false, 21, Preflight.MEMORY, Preflight.DISK, Set.of());
    assertThat(problems(musl))
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("glibc"))
        .anySatisfy(p -> assertThat(p).contains("Java 21", "JAVA_HOME"));
  }

  @Test
  void aDataDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "in the way");
    assertThat(problems(good(), "--data", file.resolve("below").toString()))
        .singleElement()
        .asString()
        .contains("cannot be written", "--data DIR");
  }

  @Test
  void aPathTheEngineWouldReadAsAPatternIsRefused() {
    assertThat(problems(good(), "--data", directory.resolve("a{b,c}").toString()))
        .singleElement()
        .asString()
        .contains("must be free of");
  }
}
