package footfall.load.peer.flink;

import footfall.load.peer.PeerHit;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of a {@link PeerHit}. */
public final class HitSerializer extends FormSerializer<PeerHit> {
  private static final long serialVersionUID = 1;
  static final HitSerializer INSTANCE = new HitSerializer();

  @Override
  public PeerHit copy(PeerHit from) {
    return from;
  }

  @Override
  public void serialize(PeerHit value, DataOutputView target) throws IOException {
    value.write(target);
  }

  @Override
  public PeerHit deserialize(DataInputView source) throws IOException {
    return PeerHit.read(source);
  }

  @Override
  public TypeSerializerSnapshot<PeerHit> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink makes one by reflection when it restores. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PeerHit> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
