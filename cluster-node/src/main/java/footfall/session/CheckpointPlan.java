package footfall.session;

import java.time.Duration;

/**
 * When a shard takes a checkpoint, and when as a full image. Times are wall clock: nothing that is
 * counted depends on them.
 */
final class CheckpointPlan {
  /** Where nothing but the time has moved, recovery has little to read again. */
  private static final Duration QUIET_INTERVAL = Duration.ofMinutes(1);

  private static final int MOST_WITHOUT_IMAGE = 500;

  private final ShardSettings settings;
  private long lastBegun;
  private long lastOffset;
  private long imageBytes;
  private long bytesSinceImage;
  private int sinceImage;
  private boolean mustBeImage;

  CheckpointPlan(ShardSettings settings, long now, long offset, JournalFold fold) {
    this.settings = settings;
    this.lastBegun = now;
    this.lastOffset = offset;
    this.imageBytes = fold.imageBytes();
    this.bytesSinceImage = fold.storedBytes() - fold.imageBytes();
  }

  /** The next checkpoint is the first of a journal, of a state that did not begin empty. */
  void beginJournalWithImage() {
    mustBeImage = true;
  }

  /** Whether the next checkpoint means nothing unless it is an image. */
  boolean mustBeImage() {
    return mustBeImage;
  }

  boolean isDue(OpenSessions open, long now) {
    if (open.changes().bytes() >= settings.checkpointBytes()) {
      return true;
    }
    boolean changed = open.changes().bytes() > 0 || !open.outbox().isStored();
    Duration interval = changed ? settings.checkpointInterval() : QUIET_INTERVAL;
    return now - lastBegun >= interval.toMillis() && (changed || open.offset() > lastOffset);
  }

  /** Whether an image would shorten recovery; it may wait. */
  boolean isImageDue() {
    return sinceImage >= MOST_WITHOUT_IMAGE
        || bytesSinceImage > Math.max(2 * imageBytes, settings.imageAtLeastBytes());
  }

  void begun(Checkpoint checkpoint, long now) {
    lastBegun = now;
    lastOffset = checkpoint.offset();
    if (checkpoint.isImage()) {
      imageBytes = checkpoint.bytes();
      bytesSinceImage = 0;
      sinceImage = 0;
      mustBeImage = false;
    } else {
      bytesSinceImage += checkpoint.bytes();
      sinceImage++;
    }
  }
}
