package footfall.persistence.stats;

import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QuerySettings;
import footfall.persistence.clickhouse.ClickHouseConnection;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.ServerAnswer;
import footfall.persistence.stats.StatsException.Reason;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers questions from ClickHouse on threads of its own: so many at a time, and so many waiting,
 * not for ever. A question may read and take so much and no more.
 */
public final class ClickHouseStats implements StatsStore, FunnelStore, AutoCloseable {
  static final int AT_ONCE = 4;
  static final int WAITING = 64;
  private static final Duration LONGEST = Duration.ofSeconds(15);

  /** ClickHouse's codes for rows, bytes, memory, time or a result over the limit. */
  private static final Set<Integer> TOO_HEAVY = Set.of(158, 159, 160, 191, 241, 307, 396);

  /** And for a regular expression that cannot be compiled. */
  private static final int BAD_PATTERN = 427;

  static final Map<String, String> LIMITS =
      Map.of(
          "readonly", "1",
          "max_execution_time", Long.toString(LONGEST.toSeconds()),
          "max_rows_to_read", "2000000000",
          "max_bytes_to_read", "200000000000",
          "max_memory_usage", "2000000000",
          "max_result_rows", "20000",
          // The same row lies in one partition only: its key holds what the partition is cut by.
          "do_not_merge_across_partitions_select_final", "1",
          "join_use_nulls", "0");

  /** Digits behind the point of a weight. */
  private static final int MILLIONTHS = 6;

  private final ClickHouseConnection connection;
  private final Clock clock;
  private final Map<String, String> limits;
  private final boolean cluster;
  private final ExecutorService threads;

  /**
   * Opens nothing yet: ClickHouse need not be there.
   *
   * @param clock tells which sessions may still be open
   */
  public ClickHouseStats(Server server, Clock clock) {
    this(server, clock, LIMITS);
  }

  ClickHouseStats(Server server, Clock clock, Map<String, String> limits) {
    this.limits = limits;
    this.connection = new ClickHouseConnection(server);
    this.clock = clock;
    this.cluster = server.cluster().isPresent();
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "stats-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public CompletionStage<List<Answer>> ask(Question question) {
    return run(
        () -> {
          boolean weighed = !rows(SampledSql.of(question)).isEmpty();
          StatsSql.Statement statement = StatsSql.of(question, clock.instant(), weighed);
          return rows(statement).stream().map(row -> answer(row, statement)).toList();
        });
  }

  @Override
  public CompletionStage<Walked> ask(FunnelQuestion question) {
    return run(
        () -> {
          FunnelSql.Statement statement = FunnelSql.of(question, clock.instant());
          return FunnelSql.walked(question, rows(statement.text(), statement.bound()));
        });
  }

  private <T> CompletionStage<T> run(Callable<T> question) {
    Instant asked = clock.instant();
    try {
      return CompletableFuture.supplyAsync(() -> called(question, asked), threads)
          .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(failure)));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new StatsException(Reason.BUSY, WAITING + " questions wait for ClickHouse", e));
    }
  }

  /** Nobody waits any more for what was asked long ago: ClickHouse is for those who do. */
  private <T> T called(Callable<T> question, Instant asked) {
    if (clock.instant().isAfter(asked.plus(LONGEST))) {
      throw new StatsException(Reason.BUSY, "a question waited for over " + LONGEST, null);
    }
    try {
      return question.call();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private List<GenericRecord> rows(String statement, BoundSql bound) throws SQLException {
    return connection.client().queryAll(statement, bound.values(), settings());
  }

  private List<GenericRecord> rows(StatsSql.Statement statement) throws SQLException {
    return rows(statement.text(), statement.bound());
  }

  private static Answer answer(GenericRecord row, StatsSql.Statement statement) {
    return new Answer(
        row.getString("k"),
        figures(row, "now_", statement),
        figures(row, "then_", statement),
        statement.weighed() && row.getBoolean("sampled"));
  }

  private static Figures figures(GenericRecord row, String prefix, StatsSql.Statement statement) {
    Map<Sum, BigDecimal> read = new EnumMap<>(Sum.class);
    for (Sum sum : statement.sums()) {
      BigDecimal value = new BigDecimal(row.getString(prefix + sum.column()));
      read.put(sum, statement.weighed() ? value.movePointLeft(MILLIONTHS) : value);
    }
    return new Figures(read);
  }

  private QuerySettings settings() {
    QuerySettings settings = new QuerySettings();
    limits.forEach(settings::serverSetting);
    if (cluster) {
      settings.serverSetting("distributed_product_mode", "global");
    }
    return settings;
  }

  private static StatsException told(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StatsException known) {
      return known;
    }
    Reason reason =
        ServerAnswer.code(cause).map(ClickHouseStats::reason).orElse(Reason.UNAVAILABLE);
    return new StatsException(reason, ServerAnswer.describe(cause), cause);
  }

  private static Reason reason(int code) {
    if (code == BAD_PATTERN) {
      return Reason.BAD_PATTERN;
    }
    return TOO_HEAVY.contains(code) ? Reason.TOO_HEAVY : Reason.UNAVAILABLE;
  }

  /** Ends what runs; what waits fails. */
  @Override
  public void close() {
    threads.shutdownNow();
    connection.close();
  }
}
