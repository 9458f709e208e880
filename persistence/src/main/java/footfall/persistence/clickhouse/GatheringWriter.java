package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.ClickHouseSettings.Gathering;
import footfall.persistence.clickhouse.block.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One thread that turns what many callers hand over into few inserts, one after the other.
 *
 * <p>Example: with an interval of 1 s, an insert that began at 10.0 s and took 0.3 s, and callers
 * that come at 10.1 s, 10.4 s and 10.9 s, the next insert begins at 11.0 s and acknowledges all
 * three; had they brought enough rows by 10.4 s it would have begun then.
 */
final class GatheringWriter implements Runnable {

  /** Rows of one table that one caller handed over. */
  record TableBlock(String table, Block block) {}

  private record Write(List<TableBlock> blocks, CompletableFuture<Void> stored) {
    int rows() {
      return blocks.stream().mapToInt(it -> it.block().rows()).sum();
    }

    long bytes() {
      return blocks.stream().mapToLong(it -> it.block().heapBytes()).sum();
    }
  }

  private final Gathering gathering;
  private final StubbornInsert insert;
  private final AtomicLong unstoredBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Write> waiting = new ArrayDeque<>();
  private List<Write> underWay = List.of();
  private int waitingRows;
  private long waitingBytes;
  private boolean hurried;
  private boolean closing;
  private long lastStart = System.nanoTime();

  /** {@code unstoredBytes} counts what was handed over and is not acknowledged. */
  GatheringWriter(Gathering gathering, StubbornInsert insert, AtomicLong unstoredBytes) {
    this.gathering = gathering;
    this.insert = insert;
    this.unstoredBytes = unstoredBytes;
    this.lastStart -= gathering.interval().toNanos();
  }

  CompletableFuture<Void> write(List<TableBlock> blocks) {
    Write write = new Write(blocks, new CompletableFuture<>());
    lock.lock();
    try {
      if (closing) {
        write.stored().completeExceptionally(new Backoff.Closed());
        return write.stored();
      }
      waiting.add(write);
      waitingRows += write.rows();
      waitingBytes += write.bytes();
      unstoredBytes.addAndGet(write.bytes());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return write.stored();
  }

  /** Completes once everything handed over so far is stored, whatever became of it. */
  CompletableFuture<Void> settled() {
    lock.lock();
    try {
      List<CompletableFuture<Void>> open = new ArrayList<>();
      underWay.forEach(write -> open.add(write.stored()));
      waiting.forEach(write -> open.add(write.stored()));
      return CompletableFuture.allOf(open.toArray(CompletableFuture[]::new));
    } finally {
      lock.unlock();
    }
  }

  /** Inserts what waits without waiting for more. */
  void hurry() {
    lock.lock();
    try {
      hurried = !waiting.isEmpty();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; what is there is inserted, then the thread ends. */
  void finish() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      for (List<Write> batch = next(); !batch.isEmpty(); batch = next()) {
        store(batch);
      }
    } catch (InterruptedException | Backoff.Closed e) {
      abandon(new Backoff.Closed());
    } catch (RuntimeException | Error e) {
      abandon(e);
      throw e;
    }
  }

  private List<Write> next() throws InterruptedException {
    lock.lock();
    try {
      underWay = List.of();
      while (waiting.isEmpty() && !closing) {
        changed.await();
      }
      for (long left = untilDue(); left > 0; left = untilDue()) {
        changed.awaitNanos(left);
      }
      hurried = false;
      lastStart = System.nanoTime();
      underWay = take();
      return underWay;
    } finally {
      lock.unlock();
    }
  }

  /** Nanoseconds until what waits is to be inserted; 0 or less when it is now. */
  private long untilDue() {
    boolean enough = waitingRows >= gathering.rows() || waitingBytes >= gathering.bytes();
    return hurried || closing || enough
        ? 0
        : lastStart + gathering.interval().toNanos() - System.nanoTime();
  }

  /** As many as make one insert; at least one. */
  private List<Write> take() {
    List<Write> batch = new ArrayList<>();
    int rows = 0;
    long bytes = 0;
    while (!waiting.isEmpty() && rows < gathering.rows() && bytes < gathering.bytes()) {
      Write write = waiting.remove();
      batch.add(write);
      rows += write.rows();
      bytes += write.bytes();
    }
    waitingRows -= rows;
    waitingBytes -= bytes;
    return batch;
  }

  private void store(List<Write> batch) throws InterruptedException {
    Map<String, List<Block>> byTable = new LinkedHashMap<>();
    for (Write write : batch) {
      for (TableBlock part : write.blocks()) {
        byTable.computeIfAbsent(part.table(), table -> new ArrayList<>()).add(part.block());
      }
    }
    for (Map.Entry<String, List<Block>> table : byTable.entrySet()) {
      insert.store(table.getKey(), table.getValue());
    }
    for (Write write : batch) {
      unstoredBytes.addAndGet(-write.bytes());
      write.stored().complete(null);
    }
  }

  /** Fails everything that is not stored; also called by the closing thread. */
  void abandon(Throwable why) {
    List<Write> lost = new ArrayList<>();
    lock.lock();
    try {
      closing = true;
      lost.addAll(underWay);
      lost.addAll(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    lost.forEach(write -> write.stored().completeExceptionally(why));
  }
}
