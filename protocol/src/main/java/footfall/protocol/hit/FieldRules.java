package footfall.protocol.hit;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/**
 * What each kind of field may hold. A field that breaks its rule refuses its draft and reads as
 * though it had not been sent. Details quote at most {@value #QUOTED} characters of the input.
 */
final class FieldRules {
  private static final int QUOTED = 40;
  private static final String SCHEMA_VERSION = Integer.toString(Hit.SCHEMA_VERSION);

  private final HitDraft draft;
  private final boolean plain;

  FieldRules(HitDraft draft, boolean plain) {
    this.draft = draft;
    this.plain = plain;
  }

  void refuse(DropReason reason, String field, String advice) {
    draft.refuse(reason, field + ": " + advice);
  }

  /** A free text: control characters become spaces, lone surrogates U+FFFD. */
  String text(String field, String sent, int longest) {
    if (sent.length() > longest) {
      refuse(
          DropReason.FIELD_TOO_LONG, field, sent.length() + " characters; send at most " + longest);
      return "";
    }
    return plain ? sent : CleanText.of(sent);
  }

  /** A text that names somebody or something: one of blanks only counts as not sent. */
  String id(String field, String sent) {
    String id = text(field, sent, Limits.ID);
    return id.isBlank() ? "" : id;
  }

  String websiteId(String sent) {
    if (!sent.isEmpty() && !WebsiteIds.isWellFormed(sent)) {
      refuse(
          DropReason.INVALID_WEBSITE_ID,
          "website_id",
          "must be 1 to 64 of A-Z a-z 0-9 _ . -, was " + quoted(sent));
      return "";
    }
    return sent;
  }

  EventType eventType(String sent) {
    EventType type = EventType.ofWire(sent);
    if (type == null && !sent.isEmpty()) {
      refuse(
          DropReason.INVALID_EVENT_TYPE,
          "event_type",
          "must be pageview, event or transaction, was " + quoted(sent));
    }
    return type;
  }

  UUID eventId(String sent) {
    UUID id = sent.isEmpty() ? Hit.NO_ID : UuidText.parse(sent);
    if (id == null) {
      refuse(
          DropReason.INVALID_EVENT_ID,
          "event_id",
          "must be a UUID such as 123e4567-e89b-12d3-a456-426614174000, was " + quoted(sent));
      return Hit.NO_ID;
    }
    return id;
  }

  void schemaVersion(String sent) {
    if (!sent.isEmpty() && !sent.equals(SCHEMA_VERSION)) {
      refuse(
          DropReason.UNSUPPORTED_SCHEMA_VERSION,
          "schema_version",
          "this cluster reads version 1; upgrade it or send version 1");
    }
  }

  String ipAddress(String sent) {
    if (!sent.isEmpty() && IpAddress.parse(sent).isEmpty()) {
      refuse(
          DropReason.INVALID_IP_ADDRESS,
          "ip_address",
          "must be an IPv4 or IPv6 address, was " + quoted(sent));
      return "";
    }
    return sent;
  }

  String currency(String sent) {
    String code = sent.toUpperCase(Locale.ROOT);
    boolean letters = code.length() == 3 && code.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    if (!sent.isEmpty() && !letters) {
      refuse(
          DropReason.INVALID_CURRENCY,
          "currency",
          "must be three letters of ISO 4217 such as EUR, was " + quoted(sent));
      return "";
    }
    return code;
  }

  /** Null where nothing was sent. */
  BigDecimal money(String field, String sent) {
    if (sent.isEmpty()) {
      return null;
    }
    BigDecimal amount = Money.parse(sent);
    if (amount == null) {
      refuse(
          DropReason.INVALID_MONEY,
          field,
          "must be a decimal with at most 14 digits before and 4 behind the point, was "
              + quoted(sent));
    }
    return amount;
  }

  /** The number behind a prefix, 1 to 20; 1 where it is refused. */
  int customNumber(String name, String prefix) {
    int number = 0;
    for (int i = prefix.length(); i < name.length() && number <= Limits.CUSTOM; i++) {
      char c = name.charAt(i);
      boolean digit = c >= (number == 0 ? '1' : '0') && c <= '9';
      number = digit ? number * 10 + c - '0' : Limits.CUSTOM + 1;
    }
    if (number < 1 || number > Limits.CUSTOM) {
      refuse(DropReason.INVALID_FIELD, prefix, "ends in a number from 1 to " + Limits.CUSTOM);
      return 1;
    }
    return number;
  }

  String propName(String sent) {
    String name = text("name of a prop", sent, Limits.PROP_NAME);
    if (sent.isEmpty()) {
      refuse(DropReason.INVALID_FIELD, "props", "a name is empty; give each entry one");
    }
    return name;
  }

  /** A number within bounds; adding zero makes -0 the one zero there is. */
  double number(String field, double sent, double least, double most) {
    if (!(sent >= least && sent <= most)) {
      refuse(DropReason.INVALID_NUMBER, field, "must be a finite number" + range(least, most));
      return 0;
    }
    return sent + 0.0;
  }

  /** A number in text form, NaN where it is none. */
  static double parseNumber(String sent) {
    if (sent.isEmpty() || sent.length() > Limits.NUMBER) {
      return Double.NaN;
    }
    for (int i = 0; i < sent.length(); i++) {
      // Java's own parser takes hexadecimal, type suffixes and blanks too.
      if ("0123456789+-.eE".indexOf(sent.charAt(i)) < 0) {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(sent);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Epoch milliseconds, {@code otherwise} where the time is out of bounds. */
  long time(DropReason reason, String field, long sent, long otherwise) {
    if (sent < 0 || sent > Limits.MAX_TIMESTAMP) {
      refuse(
          reason,
          field,
          "must be epoch milliseconds or RFC 3339 such as 2026-11-21T12:00:00Z, 1970 to 2299");
      return otherwise;
    }
    return sent;
  }

  /** Epoch milliseconds of digits or RFC 3339, -1 where it is neither. */
  static long parseTime(String sent) {
    double number = parseNumber(sent);
    if (!Double.isNaN(number)) {
      return wholeMillis(number);
    }
    if (sent.length() > Limits.NUMBER) {
      return -1;
    }
    try {
      return OffsetDateTime.parse(sent).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return -1;
    }
  }

  /** Browsers measure fractions of a millisecond: the whole ones, -1 where out of bounds. */
  static long wholeMillis(double millis) {
    return millis >= 0 && millis <= Limits.MAX_TIMESTAMP ? (long) millis : -1;
  }

  private static String range(double least, double most) {
    return most == Double.MAX_VALUE
        ? ""
        : String.format(Locale.ROOT, " from %.0f to %.0f", least, most);
  }

  private static String quoted(String sent) {
    String head = sent.length() > QUOTED ? sent.substring(0, QUOTED) + "..." : sent;
    return '"' + CleanText.of(head) + '"';
  }
}
