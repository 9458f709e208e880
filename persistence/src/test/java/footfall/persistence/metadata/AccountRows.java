package footfall.persistence.metadata;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What tests of accounts begin with: Ann, her rows, and work that begins at once. */
final class AccountRows {
  static final AuditEntry.Actor ACTOR = new AuditEntry.Actor(Optional.empty(), "ann@example.org");
  static final User ANN = new User(UUID.randomUUID(), "ann@example.org", "Ann");
  static final String HASH = "$argon2id$x";

  private AccountRows() {}

  static void account(Metadata metadata, User user) {
    metadata.ask(
        "add an account",
        connection -> {
          Users.insert(connection, with(user));
          return null;
        });
  }

  static Users.WithPassword with(User user) {
    return new Users.WithPassword(user, HASH);
  }

  /** A session of Ann that ends a day after {@code now}. */
  static UserSession session(Instant now, String hash) {
    return new UserSession(
        UUID.randomUUID(), ANN.userId(), hash, "c".repeat(43), now, now, later(now));
  }

  static Instant later(Instant now) {
    return now.plus(Duration.ofDays(1));
  }

  static AuditEntry entry() {
    return AuditEntry.of(ACTOR, "site", "tested", "it");
  }

  static String hash(char letter) {
    return String.valueOf(letter).repeat(43);
  }

  /** Results in the order of the work. */
  @SafeVarargs
  static List<Boolean> together(Callable<Boolean>... work) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(work.length);
    ExecutorService threads = Executors.newFixedThreadPool(work.length);
    List<Future<Boolean>> running = new ArrayList<>();
    for (var each : work) {
      running.add(
          threads.submit(
              () -> {
                barrier.await();
                return each.call();
              }));
    }
    threads.shutdown();
    List<Boolean> results = new ArrayList<>();
    for (Future<Boolean> each : running) {
      results.add(each.get());
    }
    return results;
  }

  /** Values of an active goal, as REST hands them on. */
  static Map<String, Object> goal(String type, String match, String pattern) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", "bought");
    values.put("goal_type", type);
    values.put("match_type", match);
    values.put("pattern", pattern);
    values.put("threshold", null);
    values.put("value", new BigDecimal("12.5000"));
    values.put("is_active", true);
    return values;
  }
}
