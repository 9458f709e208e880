package footfall.persistence.metadata;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL was away or refused; the message names what was being done, never a password. */
public final class MetadataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** SQLSTATE class 23, "integrity constraint violation". */
  private static final String INTEGRITY = "23";

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

  private static boolean hasIntegrityState(SQLException refused) {
    return refused.getSQLState() != null && refused.getSQLState().startsWith(INTEGRITY);
  }
}
