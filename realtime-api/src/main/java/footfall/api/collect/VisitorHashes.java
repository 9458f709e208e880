package footfall.api.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/**
 * Names for visitors who bring none: by address and user agent, under a salt that changes each UTC
 * day, so that nobody can be followed into the next day. Example: the visitor of 23:59 is {@code
 * id=a}; at 00:01 {@code id=b, previousId=a}, and the session goes on; from 01:00 {@code id=b}
 * alone. The record's place in Kafka must not change at midnight either, so {@code route} comes
 * from a key that stays. What stays is made of the address as it is kept: beside one that was cut
 * it would tell the rest to whoever has the key, by trying out 256.
 */
final class VisitorHashes {
  /** How long after midnight a session may still be open under yesterday's name. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  private static final int ID_BYTES = 16;
  private static final int ROUTE_DIGITS = 4;

  private final KeyedHash routeHash;
  private final Function<LocalDate, Optional<byte[]>> salts;
  private volatile Day cached = new Day(LocalDate.MIN, null, null);

  /** {@code salts} gives the secret of a UTC day, or empty where it is not known. */
  VisitorHashes(byte[] routeKey, Function<LocalDate, Optional<byte[]>> salts) {
    this.routeHash = new KeyedHash(routeKey);
    this.salts = salts;
  }

  /**
   * The names of whoever sends from this address with this user agent at this time.
   *
   * @param kept the address as it is stored
   * @throws SaltUnknownException when the day's salt is not known
   */
  Visitor of(String websiteId, String address, String kept, String userAgent, Instant receipt) {
    Day day = day(receipt.atOffset(ZoneOffset.UTC).toLocalDate());
    boolean overlaps =
        Duration.between(day.date().atStartOfDay().toInstant(ZoneOffset.UTC), receipt)
                .compareTo(OVERLAP)
            < 0;
    String lasting = routeHash.of(ID_BYTES, address, userAgent);
    String told = kept.equals(address) ? lasting : routeHash.of(ID_BYTES, kept, userAgent);
    return new Visitor(
        day.today().of(ID_BYTES, websiteId, address, userAgent),
        overlaps && day.yesterday() != null
            ? day.yesterday().of(ID_BYTES, websiteId, address, userAgent)
            : "",
        lasting,
        told,
        told.substring(0, ROUTE_DIGITS));
  }

  private Day day(LocalDate date) {
    Day known = cached;
    if (known.date().equals(date)) {
      return known;
    }
    KeyedHash today =
        salts.apply(date).map(KeyedHash::new).orElseThrow(() -> new SaltUnknownException(date));
    Day made =
        new Day(date, today, salts.apply(date.minusDays(1)).map(KeyedHash::new).orElse(null));
    cached = made;
    return made;
  }

  /** The hashes of a day; {@code yesterday} is null on the first day there are salts. */
  private record Day(LocalDate date, KeyedHash today, KeyedHash yesterday) {}

  /**
   * A visitor's names.
   *
   * @param id 32 hexadecimal digits, for this day and website
   * @param previousId the same under yesterday's salt; empty from an hour after midnight on
   * @param lasting 32 hexadecimal digits that stay from day to day: never leaves this process
   * @param told the same of the address as it is kept: an event id derived from it is the same when
   *     a hit is sent again after midnight
   * @param route 4 hexadecimal digits that stay from day to day
   */
  record Visitor(String id, String previousId, String lasting, String told, String route) {}

  /** PostgreSQL has been away for more than two days, so that no salt for today was made. */
  static final class SaltUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SaltUnknownException(LocalDate day) {
      super("There is no salt for " + day + ": PostgreSQL has been away for too long");
    }
  }
}
