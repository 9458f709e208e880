package footfall.persistence.metadata;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log which websites' rows are refused, each once until it is refused for another reason.
 */
final class RefusedRows {
  private static final Logger log = LoggerFactory.getLogger(RefusedRows.class);

  private final String what;
  private volatile Map<String, String> told = Map.of();

  /**
   * @param what of a website is read, such as "settings"
   */
  RefusedRows(String what) {
    this.what = what;
  }

  /** From now on these are refused, and no others. */
  void are(Map<String, String> refused) {
    refused.forEach(
        (websiteId, why) -> {
          if (!why.equals(told.get(websiteId))) {
            log.error(
                "The {} of website {} in PostgreSQL cannot be used: {}. It goes on as it was read last, if it was; correct its row.",
                what,
                websiteId,
                why);
          }
        });
    told = Map.copyOf(refused);
  }

  int count() {
    return told.size();
  }
}
