package footfall.persistence.metadata;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The daily secrets that visitors without an identity are hashed with, in memory: yesterday's,
 * today's and those of the two days to come, so that a collector goes on while PostgreSQL is away
 * for as long as that. Days are UTC. Every node gets the same salt for a day.
 *
 * <p>Yesterday's salt is needed for an hour after midnight; a day later it is deleted, and with it
 * the last means to tell whose hash a hash was.
 */
public final class Salts implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofMinutes(1);
  private static final int DAYS_AHEAD = 2;
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Metadata metadata;
  private final Clock clock;
  private final Refresher refresher;
  private volatile Map<LocalDate, byte[]> byDay;

  private Salts(Metadata metadata, Clock clock, Duration refresh) {
    this.metadata = metadata;
    this.clock = clock;
    this.byDay = readAndExtend();
    this.refresher = new Refresher("salts", refresh, () -> byDay = readAndExtend());
  }

  /**
   * Writes what is missing, reads, and does so again each minute.
   *
   * @throws MetadataException when PostgreSQL is away now
   */
  public static Salts start(Metadata metadata, Clock clock) {
    return start(metadata, clock, REFRESH);
  }

  static Salts start(Metadata metadata, Clock clock, Duration refresh) {
    return new Salts(metadata, clock, refresh);
  }

  /** The 32 bytes of a UTC day; empty for days before yesterday or further ahead than is known. */
  public Optional<byte[]> of(LocalDate day) {
    return Optional.ofNullable(byDay.get(day));
  }

  private Map<LocalDate, byte[]> readAndExtend() {
    LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    return metadata.ask(
        "read the daily salts",
        connection -> {
          extend(connection, today);
          forget(connection, today);
          return select(connection, today);
        });
  }

  private static void extend(Connection connection, LocalDate today) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into salts (day, salt) values (?, ?) on conflict do nothing")) {
      for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
        byte[] salt = new byte[BYTES];
        RANDOM.nextBytes(salt);
        insert.setObject(1, today.plusDays(ahead));
        insert.setBytes(2, salt);
        insert.executeUpdate();
      }
    }
  }

  // The earlier of two clocks decides, so that a node whose clock runs ahead deletes nothing in
  // use.
  private static void forget(Connection connection, LocalDate today) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from salts where day < least(?, (now() at time zone 'utc')::date) - 1")) {
      delete.setObject(1, today);
      delete.executeUpdate();
    }
  }

  private static Map<LocalDate, byte[]> select(Connection connection, LocalDate today)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select day, salt from salts where day between ? and ?")) {
      select.setObject(1, today.minusDays(1));
      select.setObject(2, today.plusDays(DAYS_AHEAD));
      try (ResultSet row = select.executeQuery()) {
        Map<LocalDate, byte[]> salts = new HashMap<>();
        while (row.next()) {
          salts.put(row.getObject(1, LocalDate.class), row.getBytes(2));
        }
        return Map.copyOf(salts);
      }
    }
  }

  @Override
  public void close() {
    refresher.close();
  }
}
