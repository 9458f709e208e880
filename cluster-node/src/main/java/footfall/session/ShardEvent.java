package footfall.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import footfall.protocol.wire.CborSerializable;

/**
 * What a session shard's journal holds. A checkpoint is a run of chunks that {@link CheckpointEnd}
 * makes valid; a run without its end is void.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = ShardEvent.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = ShardEvent.ImageBegun.class, name = "image-begun"),
  @JsonSubTypes.Type(value = ShardEvent.Chunk.class, name = "chunk"),
  @JsonSubTypes.Type(value = ShardEvent.CheckpointEnd.class, name = "checkpoint-end")
})
public sealed interface ShardEvent extends CborSerializable {
  /** Of the incarnation that wrote it; a later incarnation has a higher one. */
  long epoch();

  /** The first event of an incarnation. */
  record Opened(long epoch) implements ShardEvent {}

  /** The run that begins here replaces all before it. */
  record ImageBegun(long epoch) implements ShardEvent {}

  /**
   * Entries as {@link CheckpointWriter} packs them.
   *
   * @param later entries that version 1 of the form does not know ({@link LaterWriter}), or null; a
   *     version from before them does not look here
   */
  record Chunk(long epoch, byte[] form, @JsonInclude(JsonInclude.Include.NON_NULL) byte[] later)
      implements ShardEvent {
    private static final byte[] NOTHING = {CheckpointWriter.VERSION};

    static Chunk of(long epoch, byte[] chunk) {
      return chunk[0] == LaterWriter.BEGINNING
          ? new Chunk(epoch, NOTHING, chunk)
          : new Chunk(epoch, chunk, null);
    }

    byte[] chunk() {
      return later == null ? form : later;
    }
  }

  /**
   * Makes the run before it valid.
   *
   * @param offset of the last record that the checkpoint has taken in
   * @param time the partition's time then, epoch ms
   */
  record CheckpointEnd(long epoch, long offset, long time) implements ShardEvent {}
}
