package footfall.session;

import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import footfall.persistence.clickhouse.SessionJoin;
import footfall.persistence.clickhouse.SessionRow;
import footfall.session.SessionShard.Command;
import footfall.website.MinuteKey;
import java.util.List;

/**
 * Where the work of one incarnation becomes durable: raw rows, checkpoints, then what a stored
 * checkpoint has made final. Confined to the shard's thread.
 */
final class ShardStores {
  /** A shard that has so much waiting for a store reads no further. */
  private static final int ROWS_OF_ONE_SHARD = RawRows.BLOCK_ROWS;

  /**
   * Of all shards of a node together, each some 1.5 KB; ROWS_OF_ONE_SHARD each has in any case.
   * More only gather where it is not known yet what is stored.
   */
  private static final int ROWS_OF_ALL_SHARDS = 100_000;

  private static final int MOST_BEING_WRITTEN = 5_000;
  private static final int MOST_WAITING_FINALS = 20_000;

  /** What a checkpoint that waits for a store may gather behind it, in checkpoints. */
  private static final int MOST_CHECKPOINTS_BEHIND = 4;

  private final ActorContext<Command> context;
  private final ShardContext shards;
  private final ShardMemory memory;
  private final ShardWork work;
  private final long epoch;
  private final CheckpointPlan plan;
  private final FinalParts finals;

  private final Seam seam;

  /** Whether journals of earlier generations may still be there. */
  private boolean mayHaveEarlier;

  private Checkpoint pending;
  private long pendingSince;
  private boolean isWriting;
  private boolean holdsImages;
  private boolean isHandingOver;

  ShardStores(
      ActorContext<Command> context,
      ShardContext shards,
      ShardMemory memory,
      ShardWork work,
      SessionShard.Recovered recovered) {
    this.context = context;
    this.shards = shards;
    this.memory = memory;
    this.work = work;
    this.epoch = recovered.epoch();
    long now = shards.clock().millis();
    this.plan = new CheckpointPlan(shards.settings(), now, work.open().offset(), recovered.fold());
    this.seam = work.open().seam();
    this.mayHaveEarlier = shards.generation() > 1;
    if (mayHaveEarlier && !recovered.fold().hasCheckpoint()) {
      plan.beginJournalWithImage();
    }
    this.finals = new FinalParts(context, shards, memory.partition(), epoch, work.open().outbox());
  }

  /** Asks what earlier incarnations have stored, and sends again what they left in the outbox. */
  void begin() {
    if (shards.settings().rawRows()) {
      long from = work.open().offset() + 1; // not later: reading goes on while it waits
      context.pipeToSelf(
          shards.store().storedOffsets(memory.partition(), from),
          (offsets, failure) -> new SessionShard.StoredOffsets(epoch, offsets, failure));
    }
    send(work.open().outbox().held());
  }

  void knowStored(long[] offsets) {
    work.rows().knowStored(offsets);
    insertRows();
  }

  void insertRows() {
    if (work.rows().mayInsert()) {
      RawRows.Insert insert = work.rows().take();
      context.pipeToSelf(
          shards.store().writeEvents(insert.rows()),
          (done, failure) -> new SessionShard.RowsStored(epoch, insert.from(), failure));
    }
  }

  /** Whether everything that comes of another batch finds room. */
  boolean haveRoom() {
    return !isHandingOver
        && !shards.store().isFull()
        && finals.waiting() < MOST_WAITING_FINALS
        && haveRoomForRows()
        && work.beingWritten() < MOST_BEING_WRITTEN
        && work.open().changes().bytes()
            < MOST_CHECKPOINTS_BEHIND * shards.settings().checkpointBytes();
  }

  private boolean haveRoomForRows() {
    shards.metrics().waitingRows.set(memory.partition(), work.rows().pending());
    return work.rows().pending() < ROWS_OF_ONE_SHARD
        || shards.metrics().allWaitingRows() < ROWS_OF_ALL_SHARDS;
  }

  void checkpointIfDue(long now) {
    if (pending == null && plan.isDue(work.open(), now)) {
      begin(now);
    }
    writeIfReady();
  }

  private void begin(long now) {
    holdsImages = plan.isImageDue() && !plan.mustBeImage() && shards.images().tryAcquire();
    pending = Checkpoint.of(work.open(), epoch, holdsImages || plan.mustBeImage());
    pendingSince = System.nanoTime();
    plan.begun(pending, now);
  }

  /** Called when an image is stored, too: the next shard may write its own. */
  void close() {
    if (holdsImages) {
      holdsImages = false;
      shards.images().release();
    }
  }

  private void writeIfReady() {
    if (pending != null && !isWriting && work.storedThrough(pending.offset())) {
      isWriting = true;
      memory
          .journal()
          .tell(new ShardJournal.Append(pending.events()), Adapter.toClassic(context.getSelf()));
    }
  }

  void checkpointStored() {
    Checkpoint stored = pending;
    pending = null;
    isWriting = false;
    close();
    memory.failed().forgetThrough(stored.offset());
    ShardMetrics metrics = shards.metrics();
    metrics.checkpoints.increment();
    metrics.checkpointTimes.addSince(pendingSince);
    metrics.checkpointBytes.add(stored.bytes());
    dropEarlier(stored.offset());
    metrics.lastCheckpointAt.set(memory.partition(), shards.clock().millis());
    if (!isHandingOver) {
      send(stored.fresh());
    } else if (!isInJournal()) {
      begin(shards.clock().millis());
      writeIfReady();
    }
  }

  /** Beyond its seam a generation stands on its own. */
  private void dropEarlier(long storedOffset) {
    if (mayHaveEarlier && !seam.isAhead(storedOffset)) {
      mayHaveEarlier = false;
      for (long generation = shards.generation() - 1; generation > 0; generation--) {
        Adapter.actorOf(
            context,
            EarlierJournal.dropper(memory.partition(), generation),
            "drop-journal-" + epoch + "-" + generation);
      }
    }
  }

  private void send(Outbox.Contents contents) {
    sendSessions(List.copyOf(contents.sessions.values()), List.copyOf(contents.joins.values()));
    finals.send(contents.finals.keySet(), shards.clock().millis());
  }

  private void sendSessions(List<SessionRow> rows, List<SessionJoin> joins) {
    if (rows.isEmpty() && joins.isEmpty()) {
      return;
    }
    context.pipeToSelf(
        shards.store().writeSessions(rows, joins),
        (done, failure) -> new SessionShard.SessionsStored(epoch, rows, joins, failure));
  }

  /** What is acknowledged during a hand-over the next owner sends again: it is identical. */
  void sessionsStored(SessionShard.SessionsStored stored) {
    if (isHandingOver) {
      return;
    }
    if (stored.failure() == null) {
      work.open().outbox().acknowledgeSessions(stored.rows(), stored.joins());
    } else {
      context.getLog().error("closed sessions were not stored, sending again", stored.failure());
      sendSessions(stored.rows(), stored.joins());
    }
  }

  void minuteFinished(MinuteKey minute, long now) {
    if (!isHandingOver) {
      finals.acknowledged(minute, now);
    }
  }

  FinalParts finals() {
    return finals;
  }

  /** Takes a last checkpoint; nothing is read any more. */
  void handOver(long now) {
    isHandingOver = true;
    shards.store().hurry();
    if (pending == null && !isInJournal()) {
      begin(now);
    }
    writeIfReady();
  }

  boolean isHandingOver() {
    return isHandingOver;
  }

  private boolean isInJournal() {
    return pending == null && work.open().changes().bytes() == 0 && work.open().outbox().isStored();
  }

  /** Where nothing waits to be stored, the last checkpoint is as good as one of now. */
  void noteIfAllIsStored(long now) {
    if (isInJournal()) {
      shards.metrics().lastCheckpointAt.set(memory.partition(), now);
    }
  }

  /** Whether it has handed over all there is: nothing of it is under way to any store. */
  boolean isHandedOver() {
    return isHandingOver && isInJournal() && work.storedThrough(work.open().offset());
  }
}
