package footfall.persistence.metadata;

/** PostgreSQL was away or refused; the message names what was being done, never a password. */
public final class MetadataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MetadataException(String message, Throwable cause) {
    super(message, cause);
  }
}
