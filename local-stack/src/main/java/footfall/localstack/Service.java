package footfall.localstack;

import java.util.Locale;

/** One of the four stores that the local stack can run. */
public enum Service {
  KAFKA,
  CASSANDRA,
  CLICKHOUSE,
  POSTGRES;

  /** Name in logs, directories and messages: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
