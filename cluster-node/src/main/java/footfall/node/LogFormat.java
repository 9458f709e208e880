package footfall.node;

import ch.qos.logback.core.PropertyDefinerBase;
import java.util.Set;

/**
 * How lines of the log look, {@code text} or {@code json}; {@code logback.xml} asks before settings
 * are read.
 */
public final class LogFormat extends PropertyDefinerBase {
  private static final String VARIABLE = "FOOTFALL_LOG_FORMAT";
  private static final String TEXT = "text";
  private static final Set<String> ALL = Set.of(TEXT, "json");

  /** An unknown one is told about in text. */
  @Override
  public String getPropertyValue() {
    String set = asked();
    return ALL.contains(set) ? set : TEXT;
  }

  /**
   * Fails where another format is asked for than there is.
   *
   * @throws IllegalArgumentException says what may be asked for
   */
  static void requireKnown() {
    if (!ALL.contains(asked())) {
      throw new IllegalArgumentException(VARIABLE + " must be text or json, was " + asked());
    }
  }

  private static String asked() {
    return System.getenv().getOrDefault(VARIABLE, TEXT);
  }
}
