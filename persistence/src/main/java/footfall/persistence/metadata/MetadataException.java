package footfall.persistence.metadata;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL was away or refused; the message names what was being done, never a password. */
public final class MetadataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** SQLSTATE class 23, "integrity constraint violation". */
  private static final String INTEGRITY = "23";

  private static final String CONNECTION = "08";

  /** "Operator intervention". */
  private static final String SHUT_DOWN = "57P";

  MetadataException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The name of the constraint that what was asked for contradicts; empty where PostgreSQL was away
   * or failed, so that the same may succeed later.
   */
  public Optional<String> violated() {
    if (getCause() instanceof PSQLException refused && hasIntegrityState(refused)) {
      ServerErrorMessage said = refused.getServerErrorMessage();
      String constraint = said == null ? null : said.getConstraint();
      return Optional.of(constraint == null ? "unnamed" : constraint);
    }
    return Optional.empty();
  }

  /**
   * Whether PostgreSQL was not to be reached, or about to end: nothing is wrong with what was
   * asked.
   */
  public boolean isAway() {
    return getCause() instanceof SQLException failure
        && (failure instanceof SQLTransientConnectionException
            || (failure.getSQLState() != null
                && (failure.getSQLState().startsWith(CONNECTION)
                    || failure.getSQLState().startsWith(SHUT_DOWN))));
  }

  private static boolean hasIntegrityState(SQLException refused) {
    return refused.getSQLState() != null && refused.getSQLState().startsWith(INTEGRITY);
  }
}
