package footfall.load.bench.clickhouse;

import footfall.load.bench.FilledTopic;
import footfall.load.bench.ProcessCpu;
import footfall.load.scenario.ClickHouseRows;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.clickhouse.ClickHouseSettings;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.clickhouse.RefusedRows;
import footfall.persistence.clickhouse.SessionRow;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Rows through {@link ClickHouseEventStore} by eight callers, as the shards of a node: each has one
 * call under way and hands over what has come meanwhile, 12,500 rows, which is what all shards
 * together may hold.
 */
final class WriteRate {
  private static final int CALLERS = FilledTopic.PARTITIONS;
  private static final int ROWS_OF_CALL = 100_000 / CALLERS;
  private static final long DAY_MS = 86_400_000;

  private final LocalStack stack;
  private final GeneratedRows rows;
  private int databases;

  WriteRate(LocalStack stack, GeneratedRows rows) {
    this.stack = stack;
    this.rows = rows;
  }

  /** How rows are handed over. */
  enum Pace {
    AS_THE_PRODUCT("an insert a second at most"),
    WITHOUT_WAITING("one insert after the other");

    final String text;

    Pace(String text) {
      this.text = text;
    }
  }

  /**
   * What was measured.
   *
   * @param seconds of wall-clock time
   * @param writerCpu seconds: encoding and the driver
   * @param clickHouseCpu seconds until the last acknowledgement; merges beside it included
   * @param unstoredPeak bytes of encoded rows
   * @param exact whether ClickHouse has every row once
   */
  record Result(
      String what,
      String table,
      long rows,
      double seconds,
      long inserts,
      double writerCpu,
      double clickHouseCpu,
      long unstoredPeak,
      Parts parts,
      boolean exact) {}

  /**
   * Writes to fresh tables.
   *
   * @param count of rows, rounded up to whole rounds of all callers
   * @param days over which the rows of every insert spread; 1 for live ones
   */
  Result events(Pace pace, int count, int days) throws Exception {
    int rounds = rounds(count);
    List<List<List<EventRow>>> calls = new ArrayList<>();
    long offset = 0;
    for (int round = 0; round < rounds; round++) {
      List<List<EventRow>> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        List<EventRow> call = new ArrayList<>(ROWS_OF_CALL);
        for (int i = 0; i < ROWS_OF_CALL; i++, offset++) {
          EventRow row = rows.events().get((int) (offset % rows.events().size()));
          call.add(GeneratedRows.later(row, -(offset % days) * DAY_MS, offset));
        }
        callers.add(call);
      }
      calls.add(callers);
    }
    String what = days == 1 ? pace.text : "a backlog of " + days + " days in each insert";
    return measure(
        what, "events", pace, calls, (store, call) -> store.writeEvents(call), "kafka_offset");
  }

  Result sessions(Pace pace, int count) throws Exception {
    int rounds = rounds(count);
    List<List<List<SessionRow>>> calls = new ArrayList<>();
    long number = 0;
    for (int round = 0; round < rounds; round++) {
      List<List<SessionRow>> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        List<SessionRow> call = new ArrayList<>(ROWS_OF_CALL);
        for (int i = 0; i < ROWS_OF_CALL; i++, number++) {
          SessionRow row = rows.sessions().get((int) (number % rows.sessions().size()));
          call.add(GeneratedRows.later(row, 0, number));
        }
        callers.add(call);
      }
      calls.add(callers);
    }
    return measure(
        pace.text,
        "sessions",
        pace,
        calls,
        (store, call) -> store.writeSessions(call, List.of()),
        "session_id");
  }

  private static int rounds(int count) {
    return Math.max(1, (count + CALLERS * ROWS_OF_CALL - 1) / (CALLERS * ROWS_OF_CALL));
  }

  private interface Write<T> {
    java.util.concurrent.CompletionStage<Void> to(ClickHouseEventStore store, List<T> call);
  }

  private <T> Result measure(
      String what,
      String table,
      Pace pace,
      List<List<List<T>>> rounds,
      Write<T> write,
      String distinct)
      throws Exception {
    Server server = fresh();
    ProcessCpu cpu =
        new ProcessCpu(
            Map.of(
                "writer",
                ProcessHandle.current().pid(),
                "clickhouse",
                stack.pid(Service.CLICKHOUSE)));
    long unstored = 0;
    try (ClickHouseEventStore store =
        ClickHouseEventStore.open(ClickHouseSettings.of(server), "bench", new Refusing())) {
      Map<String, Double> before = cpu.seconds();
      long start = System.nanoTime();
      List<CompletableFuture<Void>> underWay =
          new ArrayList<>(
              Collections.nCopies(CALLERS, CompletableFuture.<Void>completedFuture(null)));
      for (List<List<T>> round : rounds) {
        for (int caller = 0; caller < CALLERS; caller++) {
          underWay.get(caller).join();
          underWay.set(caller, write.to(store, round.get(caller)).toCompletableFuture());
        }
        unstored = Math.max(unstored, store.totals().unstoredBytes());
        if (pace == Pace.WITHOUT_WAITING) {
          store.hurry();
        }
      }
      store.hurry(); // what is left is not to wait for the second
      underWay.forEach(CompletableFuture::join);
      double seconds = (System.nanoTime() - start) / 1e9;
      Map<String, Double> after = cpu.seconds();
      ClickHouseRows clickHouse = new ClickHouseRows(server.url().toString());
      long count = rounds.size() * (long) CALLERS * ROWS_OF_CALL;
      String from = server.database() + "." + table;
      boolean exact =
          clickHouse.number("SELECT count() AS n FROM " + from) == count
              && clickHouse.number("SELECT uniqExact(" + distinct + ") AS n FROM " + from) == count;
      return new Result(
          what,
          table,
          count,
          seconds,
          store.totals().inserts(),
          after.get("writer") - before.get("writer"),
          after.get("clickhouse") - before.get("clickhouse"),
          unstored,
          Parts.of(clickHouse, server.database(), table),
          exact);
    }
  }

  private Server fresh() throws SQLException {
    Server server =
        new Server(
            URI.create(stack.addresses().clickHouseUrl()),
            stack.addresses().clickHouseUser(),
            stack.addresses().clickHousePassword(),
            "write_rate_" + databases++,
            Optional.empty());
    ClickHouseSchema.migrate(server);
    return server;
  }

  /** A refused row is missing from what is counted at the end. */
  private static final class Refusing implements RefusedRows {
    @Override
    public void event(int partition, long offset, String detail) {}

    @Override
    public void session(String table, long version, String detail) {}
  }
}
