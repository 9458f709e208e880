package footfall.load.faults;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.bench.Folders;
import footfall.load.faults.kinds.NodeFaults;
import footfall.load.faults.report.StepResult;
import footfall.load.faults.schedule.Campaign;
import footfall.load.faults.schedule.CampaignSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FaultsIT {
  private static final long SEED = 20_261_121;

  /** A folder that stays, so that a step that did not hold can be looked into. */
  private static final Path FOLDER = Path.of("target", "faults").toAbsolutePath();

  @Test
  void nothingIsLostOrCountedTwiceWhereANodeAndItsStoresAreKilledAmongPoison() throws Exception {
    Path home = Path.of(System.getProperty("footfall.home"));
    Path data = Files.createTempDirectory(Files.createDirectories(FOLDER), "run");
    CampaignSettings settings =
        new CampaignSettings(
            CampaignSettings.hastyNodes(home),
            data,
            SEED,
            3,
            6,
            200,
            0.02,
            true,
            "./footfall faults --short");
    Consumer<String> say = System.out::println;
    try (Campaign campaign =
        Campaign.start(settings, "127.0.0.1", (index, stores) -> Place.onLoopback(index), say)) {
      StepResult step = campaign.step(NodeFaults.brief());
      assertThat(step.violations()).isEmpty();
      assertThat(step.lost()).isZero();
      assertThat(step.doubled()).isZero();
      assertThat(step.acknowledged()).isGreaterThan(5_000);
      assertThat(step.faults())
          .hasSize(NodeFaults.brief().size())
          .allSatisfy(
              fault -> assertThat(fault.missed()).noneMatch(m -> m.startsWith("not inflicted")));
    }
    Folders.delete(data);
  }
}
