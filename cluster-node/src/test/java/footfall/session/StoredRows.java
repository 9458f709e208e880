package footfall.session;

import footfall.persistence.clickhouse.EventRow;
import footfall.persistence.clickhouse.EventStore;
import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.clickhouse.SessionRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Our own store of rows, in memory, with an outage to switch on; its real side is tested apart. */
final class StoredRows implements EventStore {
  private final List<EventRow> events = new ArrayList<>();
  private final Map<UUID, SessionRow> sessions = new HashMap<>();
  private final Map<UUID, SessionJoin> joins = new HashMap<>();
  private final List<Runnable> held = new ArrayList<>();
  private final List<String> contradictions = new ArrayList<>();
  private boolean isAway;

  @Override
  public synchronized CompletionStage<Void> writeEvents(List<EventRow> rows) {
    return whenThere(
        () -> {
          events.addAll(rows);
          return null;
        });
  }

  @Override
  public synchronized CompletionStage<Void> writeSessions(
      List<SessionRow> rows, List<SessionJoin> newJoins) {
    return whenThere(
        () -> {
          rows.forEach(this::keep);
          newJoins.forEach(join -> joins.put(join.lost(), join));
          return null;
        });
  }

  private void keep(SessionRow row) {
    SessionRow before = sessions.put(row.sessionId(), row);
    if (before != null && !before.equals(row)) {
      contradictions.add("stored " + before + ", then " + row);
    }
  }

  @Override
  public synchronized CompletionStage<long[]> storedOffsets(int partition, long from) {
    return whenThere(
        () ->
            offsets(partition).stream()
                .mapToLong(o -> o)
                .filter(o -> o >= from)
                .sorted()
                .distinct()
                .toArray());
  }

  private <T> CompletionStage<T> whenThere(java.util.function.Supplier<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Runnable run = () -> done.complete(work.get());
    if (isAway) {
      held.add(run);
    } else {
      run.run();
    }
    return done;
  }

  @Override
  public boolean isFull() {
    return false;
  }

  /** From now on nothing is acknowledged. */
  synchronized void goAway() {
    isAway = true;
  }

  synchronized void comeBack() {
    isAway = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  /** Offsets of the raw rows of a partition, in the order they were stored. */
  synchronized List<Long> offsets(int partition) {
    return events.stream()
        .filter(row -> row.kafkaPartition() == partition)
        .map(EventRow::kafkaOffset)
        .toList();
  }

  /** By offset, the sampling rates of the raw rows of a partition. */
  synchronized Map<Long, Double> rates(int partition) {
    return events.stream()
        .filter(row -> row.kafkaPartition() == partition)
        .collect(Collectors.toMap(EventRow::kafkaOffset, EventRow::samplingRate));
  }

  synchronized Map<UUID, SessionRow> sessions() {
    return Map.copyOf(sessions);
  }

  synchronized List<String> contradictions() {
    return List.copyOf(contradictions);
  }
}
