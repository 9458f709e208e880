package footfall.persistence.clickhouse;

import com.clickhouse.client.api.ServerException;
import java.util.Optional;

/**
 * What may be said in the log of a failed request. ClickHouse quotes the values that it does not
 * like, and those are what visitors sent: of its answers only the code is repeated.
 */
public final class ServerAnswer {
  private ServerAnswer() {}

  /** ClickHouse's code; empty where the failure is not its answer. */
  public static Optional<Integer> code(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ServerException server) {
        return Optional.of(server.getCode());
      }
    }
    return Optional.empty();
  }

  /** ClickHouse's code and how to learn its name, or why there is no answer. */
  public static String describe(Throwable failure) {
    return code(failure)
        .map(code -> "ClickHouse error %d (SELECT errorCodeToName(%d))".formatted(code, code))
        .orElseGet(() -> root(failure).toString());
  }

  /** The driver's own message only says that a request failed. */
  private static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }
}
