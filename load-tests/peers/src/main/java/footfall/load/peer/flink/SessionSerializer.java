package footfall.load.peer.flink;

import footfall.load.peer.SessionTally;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of a {@link SessionTally}. */
public final class SessionSerializer extends FormSerializer<SessionTally> {
  private static final long serialVersionUID = 1;
  static final SessionSerializer INSTANCE = new SessionSerializer();

  @Override
  public SessionTally copy(SessionTally from) {
    return from.copy();
  }

  @Override
  public void serialize(SessionTally value, DataOutputView target) throws IOException {
    value.write(target);
  }

  @Override
  public SessionTally deserialize(DataInputView source) throws IOException {
    return SessionTally.read(source);
  }

  @Override
  public TypeSerializerSnapshot<SessionTally> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink makes one by reflection when it restores. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SessionTally> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
