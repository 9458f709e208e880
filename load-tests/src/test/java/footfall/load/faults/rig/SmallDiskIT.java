package footfall.load.faults.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real mount; skipped where there can be none. */
class SmallDiskIT {
  private static final long SPARE = 4 << 20;

  @BeforeAll
  static void needsMounts() {
    assumeTrue(
        SmallDisk.cannotRun().isEmpty(), () -> SmallDisk.cannotRun().orElse("they can be had now"));
  }

  @Test
  void aFilledDiskTakesNothingUntilItIsFreedAndWhatItHeldStays(@TempDir Path parent)
      throws Exception {
    Path folder = Files.createDirectory(parent.resolve("data"));
    Files.writeString(folder.resolve("before"), "kept");
    try (SmallDisk disk = SmallDisk.under(folder, SPARE)) {
      assertThat(folder.resolve("before")).hasContent("kept");
      disk.fill();
      assertThatThrownBy(() -> Files.writeString(folder.resolve("meanwhile"), "lost"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("space");
      disk.free();
      Files.writeString(folder.resolve("after"), "kept too");
      assertThat(Files.readString(Path.of("/proc/mounts"))).contains(folder.toString());
    }
    assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(folder.toString());
    assertThat(folder.resolve("before")).hasContent("kept");
    assertThat(folder.resolve("after")).hasContent("kept too");
    assertThat(parent).isDirectoryNotContaining(path -> path.endsWith("data.kept"));
  }

  @Test
  void aMountOfAKilledCampaignGoes(@TempDir Path parent) throws Exception {
    Path left = Files.createDirectory(parent.resolve("left"));
    String mark = "footfall-" + DeadProcess.id() + "-disk";
    Tool.run("mount", "-t", "tmpfs", "-o", "size=1m", mark, left.toString());
    Path folder = Files.createDirectory(parent.resolve("data"));
    SmallDisk.under(folder, SPARE).close();
    assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(mark);
  }
}
