package footfall.session;

import java.util.ArrayList;
import java.util.List;

/**
 * One checkpoint on its way into the journal: the state as of a record, packed at that moment, so
 * that reading goes on at once. It is written only when everything that came of the records before
 * it is stored.
 *
 * @param offset of the last record taken in
 * @param fresh what it makes final, to be sent once it is stored
 * @param bytes of its chunks
 */
record Checkpoint(
    List<ShardEvent> events, long offset, Outbox.Contents fresh, boolean isImage, long bytes) {

  static Checkpoint of(OpenSessions open, long epoch, boolean asImage) {
    Outbox.Contents fresh = open.outbox().takeFresh();
    List<byte[]> chunks =
        asImage ? CheckpointWriter.image(open) : CheckpointWriter.changes(open, fresh);
    List<ShardEvent> events = new ArrayList<>();
    if (asImage) {
      events.add(new ShardEvent.ImageBegun(epoch));
    }
    long bytes = 0;
    for (byte[] chunk : chunks) {
      events.add(ShardEvent.Chunk.of(epoch, chunk));
      bytes += chunk.length;
    }
    events.add(new ShardEvent.CheckpointEnd(epoch, open.offset(), open.time()));
    return new Checkpoint(events, open.offset(), fresh, asImage, bytes);
  }
}
