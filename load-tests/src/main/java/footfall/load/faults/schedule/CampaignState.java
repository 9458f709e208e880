package footfall.load.faults.schedule;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;

/**
 * Where a campaign stands, on disk.
 *
 * @param next index of the step that comes next; one that was interrupted comes again
 */
record CampaignState(long seed, int next) {
  private static final String FILE = "campaign.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The seed of the campaign that a folder has, if any. */
  static OptionalLong seedOf(Path data) throws IOException {
    Path file = data.resolve(FILE);
    return Files.exists(file)
        ? OptionalLong.of(JSON.readValue(file.toFile(), CampaignState.class).seed())
        : OptionalLong.empty();
  }

  /**
   * That of a folder, or the beginning of a new one.
   *
   * @throws IllegalStateException where the folder has a campaign of another seed
   */
  static CampaignState of(Path data, long seed) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return new CampaignState(seed, 0);
    }
    CampaignState there = JSON.readValue(file.toFile(), CampaignState.class);
    if (there.seed != seed) {
      throw new IllegalStateException(
          "%s holds a campaign of seed %d: go on with that, or choose another --data"
              .formatted(data, there.seed));
    }
    return there;
  }

  void write(Path data) throws IOException {
    Path whole = data.resolve(FILE + ".new");
    JSON.writeValue(whole.toFile(), this);
    Files.move(whole, data.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
  }

  CampaignState afterStep() {
    return new CampaignState(seed, next + 1);
  }
}
