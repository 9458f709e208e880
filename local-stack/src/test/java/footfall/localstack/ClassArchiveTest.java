package footfall.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir Path directory;
  private Path lib;
  private Path jar;
  private ClassArchive archive;

  @BeforeEach
  void aDirectoryOfJars() throws Exception {
    lib = Files.createDirectory(directory.resolve("lib"));
    Path slf4j = Home.codeOf(org.slf4j.LoggerFactory.class);
    jar = Files.copy(slf4j, lib.resolve("slf4j.jar"));
    archive = new ClassArchive(lib);
  }

  @AfterEach
  void recordNoMore() {
    System.clearProperty(ClassArchive.RECORDING);
  }

  /** A program that loads a class of the jar, and ends by itself. */
  private String run(List<String> arguments) throws Exception {
    Path program = directory.resolve("Program.java");
    Files.writeString(
        program,
        "class Program { public static void main(String[] a) { "
            + "System.out.println(org.slf4j.helpers.Util.class.getName() + \" runs\"); } }");
    Path classes = directory.resolve("program.jar");
    if (!Files.exists(classes)) {
      tool("javac", "-cp", lib + "/*", "-d", directory.toString(), program.toString());
      tool("jar", "cf", classes.toString(), "-C", directory.toString(), "Program.class");
    }
    List<String> command = new ArrayList<>(List.of(Java.program()));
    command.addAll(arguments);
    command.addAll(List.of("-Xlog:class+load", "-cp", classes + ":" + lib + "/*", "Program"));
    return output(command);
  }

  private static void tool(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Java.home().resolve("bin/" + name).toString()));
    command.addAll(List.of(arguments));
    output(command);
  }

  private static String output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static boolean tookFromArchive(String output) {
    return output.matches("(?s).*org.slf4j.helpers.Util source: shared objects file \\(top\\).*");
  }

  private void record() throws Exception {
    System.setProperty(ClassArchive.RECORDING, "true");
    run(archive.arguments());
    System.clearProperty(ClassArchive.RECORDING);
    archive.keep();
  }

  @Test
  void whatOneRunRecordedTheNextTakesFromTheArchive() throws Exception {
    assertThat(archive.isStale()).isTrue();
    assertThat(archive.arguments()).isEmpty();
    record();
    assertThat(archive.isStale()).isFalse();
    assertThat(run(archive.arguments()))
        .contains("org.slf4j.helpers.Util runs")
        .satisfies(o -> assertThat(tookFromArchive(o)).isTrue());
  }

  @Test
  void aJarThatChangedMakesItStaleAndAJvmStartsWithoutIt() throws Exception {
    record();
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(archive.isStale()).isTrue();
    assertThat(run(archive.arguments()))
        .contains("org.slf4j.helpers.Util runs")
        .satisfies(o -> assertThat(tookFromArchive(o)).isFalse());
  }

  @Test
  void aJvmStartsWithAFileThatIsNoArchive() throws Exception {
    Files.writeString(directory.resolve("classes.jsa"), "no archive");
    assertThat(run(archive.arguments())).contains("org.slf4j.helpers.Util runs");
  }
}
