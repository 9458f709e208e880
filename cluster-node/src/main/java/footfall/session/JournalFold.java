package footfall.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Folds a shard's journal into its last valid checkpoint. Cassandra's journal does not fence
 * writers, so two incarnations may have written the same sequence number: the higher epoch counts,
 * and an event of a lower epoch that follows a higher one is void (DESIGN 5.7).
 */
final class JournalFold {
  private final CheckpointReader reader = new CheckpointReader();
  private final List<byte[]> run = new ArrayList<>();
  private boolean runIsImage;
  private ShardEvent waiting;
  private long waitingNumber;
  private long epoch;
  private boolean hasCheckpoint;
  private long offset = -1;
  private long time = OpenSessions.BEFORE_ANY;
  private long storedBytes;
  private long imageBytes;
  private long runBytes;

  /** Takes the events in the journal's order; equal sequence numbers follow one another. */
  void take(long sequenceNumber, ShardEvent event) {
    if (waiting != null && sequenceNumber == waitingNumber) {
      waiting = event.epoch() > waiting.epoch() ? event : waiting;
      return;
    }
    applyWaiting();
    waiting = event;
    waitingNumber = sequenceNumber;
  }

  /** To be called after the last event. */
  void finish() {
    applyWaiting();
    run.clear();
  }

  private void applyWaiting() {
    ShardEvent event = waiting;
    waiting = null;
    if (event == null || event.epoch() < epoch) {
      return;
    }
    epoch = event.epoch();
    if (event instanceof ShardEvent.Opened) {
      beginRun(false);
    } else if (event instanceof ShardEvent.ImageBegun) {
      beginRun(true);
    } else if (event instanceof ShardEvent.Chunk chunk) {
      run.add(chunk.chunk());
      runBytes += chunk.chunk().length;
    } else if (event instanceof ShardEvent.CheckpointEnd end) {
      endRun(end);
    }
  }

  private void beginRun(boolean isImage) {
    run.clear();
    runBytes = 0;
    runIsImage = isImage;
  }

  private void endRun(ShardEvent.CheckpointEnd end) {
    if (runIsImage) {
      reader.clear();
      imageBytes = runBytes;
      storedBytes = 0;
    }
    storedBytes += runBytes;
    run.forEach(reader::read);
    beginRun(false);
    hasCheckpoint = true;
    offset = end.offset();
    time = end.time();
  }

  /** The highest epoch met; 0 in an empty journal. */
  long epoch() {
    return epoch;
  }

  boolean hasCheckpoint() {
    return hasCheckpoint;
  }

  /** Bytes of the last image and of everything since: what a recovery reads. */
  long storedBytes() {
    return storedBytes;
  }

  long imageBytes() {
    return imageBytes;
  }

  void restoreInto(OpenSessions open, SessionRules rules) {
    reader.restoreInto(open, rules, offset, time);
  }
}
