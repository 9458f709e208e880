package footfall.ingest.enrich;

import java.nio.file.Path;

/** The settings by which tests find what the build brought. */
final class Bundled {

  private Bundled() {}

  static EnrichSettings settings() {
    return EnrichSettings.bundled(Path.of(System.getProperty("footfall.home")));
  }
}
