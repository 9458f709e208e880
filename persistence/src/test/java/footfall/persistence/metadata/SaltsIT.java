package footfall.persistence.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SaltsIT {
  private static final Duration OFTEN = Duration.ofMillis(20);

  @RegisterExtension static final PostgresForTests postgres = new PostgresForTests();

  private Metadata metadata;
  private final LocalDate today = LocalDate.now(Clock.systemUTC());
  private final AtomicReference<LocalDate> day = new AtomicReference<>(today);

  @BeforeEach
  void start() {
    metadata = postgres.metadata();
  }

  @Test
  void saltsAreKnownTwoDaysAheadAndDifferEachDay() {
    try (Salts salts = Salts.start(metadata, clock())) {
      assertThat(salts.of(today.minusDays(1))).isEmpty();
      assertThat(salts.of(today).orElseThrow()).hasSize(32);
      assertThat(salts.of(today.plusDays(1)).orElseThrow())
          .isNotEqualTo(salts.of(today).orElseThrow());
      assertThat(salts.of(today.plusDays(2))).isPresent();
      assertThat(salts.of(today.plusDays(3))).isEmpty();
    }
  }

  @Test
  void afterMidnightYesterdaysSaltIsStillThereAndANewDayIsWritten() {
    try (Salts salts = Salts.start(metadata, clock(), OFTEN)) {
      byte[] first = salts.of(today).orElseThrow();
      byte[] second = salts.of(today.plusDays(1)).orElseThrow();

      day.set(today.plusDays(1));

      await().until(() -> salts.of(today.plusDays(3)).isPresent());
      assertThat(salts.of(today).orElseThrow()).isEqualTo(first);
      assertThat(salts.of(today.plusDays(1)).orElseThrow()).isEqualTo(second);
    }
  }

  @Test
  void aSaltIsDeletedOnlyOnceItsDayIsBeforeYesterday() throws Exception {
    store(today.minusDays(2));
    store(today.minusDays(1));

    try (Salts salts = Salts.start(metadata, clock())) {
      assertThat(salts.of(today.minusDays(1))).isPresent();
      assertThat(storedDays())
          .containsExactly(today.minusDays(1), today, today.plusDays(1), today.plusDays(2));
    }
  }

  @Test
  void aNodeWhoseClockRunsAMonthAheadDeletesNothingInUse() {
    try (Salts salts = Salts.start(metadata, clock())) {
      byte[] inUse = salts.of(today).orElseThrow();
      day.set(today.plusDays(30));

      Salts.start(metadata, clock()).close();

      day.set(today);
      try (Salts again = Salts.start(metadata, clock())) {
        assertThat(again.of(today).orElseThrow()).isEqualTo(inUse);
      }
    }
  }

  @Test
  void nodesThatStartAtOnceGetTheSameSaltForEachDay() throws Exception {
    int nodes = 4;
    CyclicBarrier together = new CyclicBarrier(nodes);
    ExecutorService threads = Executors.newFixedThreadPool(nodes);
    List<Future<Salts>> started = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      started.add(
          threads.submit(
              () -> {
                together.await();
                return Salts.start(metadata, clock());
              }));
    }
    threads.shutdown();
    for (int ahead = 0; ahead <= 2; ahead++) {
      byte[] first = started.get(0).get().of(today.plusDays(ahead)).orElseThrow();
      for (Future<Salts> other : started) {
        assertThat(other.get().of(today.plusDays(ahead)).orElseThrow()).isEqualTo(first);
      }
    }
    for (Future<Salts> salts : started) {
      salts.get().close();
    }
  }

  @Test
  void saltsServeWhilePostgresIsAwayAndAreExtendedWhenItIsBack() {
    try (Salts salts = Salts.start(metadata, clock(), OFTEN)) {
      byte[] tomorrow = salts.of(today.plusDays(1)).orElseThrow();
      postgres.goAway();
      day.set(today.plusDays(1));
      await().until(() -> !metadata.reachable()); // a backend outlives its killed server a little
      assertThat(salts.of(today.plusDays(1)).orElseThrow()).isEqualTo(tomorrow);
      assertThat(salts.of(today.plusDays(3))).isEmpty();

      postgres.comeBack();

      await().atMost(Duration.ofSeconds(30)).until(() -> salts.of(today.plusDays(3)).isPresent());
      assertThat(salts.of(today.plusDays(1)).orElseThrow()).isEqualTo(tomorrow);
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return day.get().atTime(12, 0).toInstant(ZoneOffset.UTC);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        assertThat(zone).isEqualTo(ZoneOffset.UTC);
        return this;
      }
    };
  }

  private void store(LocalDate of) {
    metadata.ask(
        "store a salt",
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement("insert into salts (day, salt) values (?, ?)")) {
            insert.setObject(1, of);
            insert.setBytes(2, new byte[32]);
            return insert.executeUpdate();
          }
        });
  }

  private List<LocalDate> storedDays() {
    return metadata.ask(
        "read the days",
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("select day from salts order by day");
              var row = select.executeQuery()) {
            List<LocalDate> days = new ArrayList<>();
            while (row.next()) {
              days.add(row.getObject(1, LocalDate.class));
            }
            return days;
          }
        });
  }
}
