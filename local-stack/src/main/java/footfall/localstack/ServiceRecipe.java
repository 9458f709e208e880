package footfall.localstack;

import java.io.IOException;
import java.util.List;

/** How one service is prepared, launched and found ready. */
interface ServiceRecipe {
  /** Writes configuration and, at the first start, formats the data directory. */
  void prepare() throws IOException, InterruptedException;

  /** Program and arguments; called after {@link #prepare}. */
  List<String> command();

  /** Environment of the child besides this JVM's own. */
  default java.util.Map<String, String> environment() {
    return java.util.Map.of();
  }

  /** Signal that asks for a clean stop. */
  default String stopSignal() {
    return "TERM";
  }

  /**
   * True when clients are served.
   *
   * @param logSinceLaunch what the child has logged since it was launched
   */
  boolean isReady(String logSinceLaunch);

  /** What is done once after the service is ready, before it is handed out. */
  default void afterReady() {}
}
