package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.GatheringWriter.TableBlock;
import footfall.persistence.clickhouse.block.Block;
import footfall.persistence.clickhouse.block.Layout;
import footfall.protocol.measure.Timings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node's way into ClickHouse: rows of all its partitions become about one insert per second and
 * table, sent again until acknowledged. ClickHouse need not be there when it is opened.
 *
 * <p>{@link #writeEvents} and {@link #writeSessions} encode on the caller's thread, never wait and
 * keep none of the rows. Stages complete on the store's own threads, so hand over at once (as
 * {@code pipeToSelf} does).
 */
public final class ClickHouseEventStore implements EventStore, AutoCloseable {
  private static final int READERS = 2;

  /**
   * What the store did since it was opened, for metrics.
   *
   * @param insertTimes of inserts that were stored; goes on counting
   * @param failures of inserts that were or will be sent again
   * @param refused rows that ClickHouse will never take
   */
  public record Totals(
      Timings insertTimes, long rows, long failures, long refused, long unstoredBytes) {

    /** Inserts that were stored. */
    public long inserts() {
      return insertTimes.count();
    }
  }

  private final ClickHouseSettings settings;
  private final ClickHouseConnection connection;
  private final Layout<EventRow> eventLayout;
  private final Layout<SessionRow> sessionLayout = SessionLayout.sessions();
  private final Layout<SessionJoin> joinLayout = SessionLayout.joins();
  private final AtomicLong unstoredBytes = new AtomicLong();
  private final StubbornInsert.Counters counters = new StubbornInsert.Counters();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final GatheringWriter events;
  private final GatheringWriter sessions;
  private final StoredOffsets storedOffsets;
  private final List<Thread> writers;
  private final ExecutorService readers;

  private ClickHouseEventStore(ClickHouseSettings settings, String topicId, RefusedRows listener) {
    this.settings = settings;
    this.connection = new ClickHouseConnection(settings.server());
    this.eventLayout = EventLayout.of(topicId);
    this.storedOffsets = new StoredOffsets(connection, topicId);
    StubbornInsert insert =
        new StubbornInsert(
            new BlockInsert(connection, settings),
            settings.retry(),
            closed,
            (table, row, detail) -> report(listener, table, row, detail),
            counters);
    this.events = new GatheringWriter(settings.gathering(), insert, unstoredBytes);
    this.sessions = new GatheringWriter(settings.gathering(), insert, unstoredBytes);
    this.writers =
        List.of(thread("clickhouse-events", events), thread("clickhouse-sessions", sessions));
    this.readers =
        Executors.newFixedThreadPool(READERS, work -> thread("clickhouse-offsets", work));
  }

  /**
   * Starts the store's threads; connects when there is something to send.
   *
   * @param topicId Kafka's id of topic {@code events}, which offsets belong to
   */
  public static ClickHouseEventStore open(
      ClickHouseSettings settings, String topicId, RefusedRows listener) {
    ClickHouseEventStore store = new ClickHouseEventStore(settings, topicId, listener);
    store.writers.forEach(Thread::start);
    return store;
  }

  @Override
  public CompletionStage<Void> writeEvents(List<EventRow> rows) {
    return rows.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : events.write(List.of(new TableBlock("events", eventLayout.encode(rows))));
  }

  @Override
  public CompletionStage<Void> writeSessions(List<SessionRow> rows, List<SessionJoin> joins) {
    List<TableBlock> blocks = new ArrayList<>();
    if (!rows.isEmpty()) {
      blocks.add(new TableBlock("sessions", sessionLayout.encode(rows)));
    }
    if (!joins.isEmpty()) {
      blocks.add(new TableBlock("session_joins", joinLayout.encode(joins)));
    }
    return blocks.isEmpty() ? CompletableFuture.completedFuture(null) : sessions.write(blocks);
  }

  /** Waits for what this node has under way, so that a shard restarted here sends nothing twice. */
  @Override
  public CompletionStage<long[]> storedOffsets(int partition, long from) {
    events.hurry();
    return events.settled().thenApplyAsync(settled -> readOffsets(partition, from), readers);
  }

  private long[] readOffsets(int partition, long from) {
    Backoff backoff =
        new Backoff("reading stored offsets of " + partition, settings.retry(), closed);
    while (true) {
      try {
        long[] offsets = storedOffsets.read(partition, from);
        backoff.succeeded();
        return offsets;
      } catch (SQLException e) {
        waitAfter(backoff, e);
      }
    }
  }

  private static void waitAfter(Backoff backoff, Exception failure) {
    try {
      backoff.failed(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Backoff.Closed();
    }
  }

  @Override
  public void hurry() {
    events.hurry();
    sessions.hurry();
  }

  @Override
  public boolean isFull() {
    return unstoredBytes.get() >= settings.gathering().maxUnstored();
  }

  public Totals totals() {
    return new Totals(
        counters.times(),
        counters.rows().sum(),
        counters.failures().sum(),
        counters.refused().sum(),
        unstoredBytes.get());
  }

  private static void report(RefusedRows listener, String table, Block row, String detail) {
    if (table.equals("events")) {
      int partition = (int) row.numberAt(EventLayout.PARTITION, 0);
      listener.event(partition, row.numberAt(EventLayout.OFFSET, 0), detail);
    } else {
      listener.session(table, row.numberAt("version", 0), detail);
    }
  }

  /**
   * Takes no more rows and waits for those under way, at most as long as the settings say; stages
   * still open then fail with {@link IllegalStateException}.
   */
  @Override
  public void close() {
    events.finish();
    sessions.finish();
    long deadline = System.nanoTime() + settings.retry().drain().toNanos();
    try {
      for (Thread writer : writers) {
        TimeUnit.NANOSECONDS.timedJoin(writer, Math.max(1, deadline - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed.countDown();
    readers.shutdown();
    events.abandon(new Backoff.Closed());
    sessions.abandon(new Backoff.Closed());
    connection.close();
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
