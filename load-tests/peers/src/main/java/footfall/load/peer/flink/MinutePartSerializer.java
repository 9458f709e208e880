package footfall.load.peer.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of a {@link MinutePart}. */
public final class MinutePartSerializer extends FormSerializer<MinutePart> {
  private static final long serialVersionUID = 1;
  static final MinutePartSerializer INSTANCE = new MinutePartSerializer();

  @Override
  public MinutePart copy(MinutePart from) {
    return new MinutePart(from.websiteMinute(), from.tally().copy());
  }

  @Override
  public void serialize(MinutePart value, DataOutputView target) throws IOException {
    value.write(target);
  }

  @Override
  public MinutePart deserialize(DataInputView source) throws IOException {
    return MinutePart.read(source);
  }

  @Override
  public TypeSerializerSnapshot<MinutePart> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink makes one by reflection when it restores. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MinutePart> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
