package footfall.protocol.hit;

import java.util.Locale;

/** Why a hit or record was refused: one name, one counter, one test each. */
public enum DropReason {
  EMPTY,
  TOO_LARGE,
  MALFORMED,
  NOT_AN_OBJECT,
  UNSUPPORTED_SCHEMA_VERSION,
  UNSUPPORTED_CONTENT_TYPE,
  MISSING_WEBSITE_ID,
  INVALID_WEBSITE_ID,
  UNKNOWN_WEBSITE,
  PAUSED_WEBSITE,
  DELETED_WEBSITE,
  HOSTNAME_NOT_ALLOWED,
  RATE_LIMITED,
  MISSING_EVENT_TYPE,
  INVALID_EVENT_TYPE,
  MISSING_CLIENT_TIMESTAMP,
  INVALID_CLIENT_TIMESTAMP,
  INVALID_SENT_AT,
  MISSING_IDENTITY,
  INVALID_EVENT_ID,
  INVALID_IP_ADDRESS,
  INVALID_NUMBER,
  INVALID_MONEY,
  INVALID_CURRENCY,
  INVALID_FIELD,
  FIELD_TOO_LONG,
  TOO_MANY_ITEMS,
  TOO_DEEP,
  FAILED;

  /** The form in replies, record headers and metric labels. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
