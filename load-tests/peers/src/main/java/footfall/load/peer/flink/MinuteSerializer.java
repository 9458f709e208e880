package footfall.load.peer.flink;

import footfall.load.peer.MinuteTally;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of a {@link MinuteTally}. */
public final class MinuteSerializer extends FormSerializer<MinuteTally> {
  private static final long serialVersionUID = 1;
  static final MinuteSerializer INSTANCE = new MinuteSerializer();

  @Override
  public MinuteTally copy(MinuteTally from) {
    return from.copy();
  }

  @Override
  public void serialize(MinuteTally value, DataOutputView target) throws IOException {
    value.write(target);
  }

  @Override
  public MinuteTally deserialize(DataInputView source) throws IOException {
    return MinuteTally.read(source);
  }

  @Override
  public TypeSerializerSnapshot<MinuteTally> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink makes one by reflection when it restores. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MinuteTally> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
