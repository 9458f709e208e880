package footfall.load.peer.flink;

import footfall.load.peer.MinuteTally;
import footfall.load.peer.PeerHit;
import footfall.load.peer.PeerRun;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts website-minutes beside the source, so that a part a second crosses to another subtask and
 * not every hit. Keeps nothing over a checkpoint: what it has goes on before the barrier.
 */
final class GatherMinutes extends AbstractStreamOperator<MinutePart>
    implements OneInputStreamOperator<PeerHit, MinutePart> {
  private static final long serialVersionUID = 1;
  private static final long MINUTE_MS = 60_000;

  private final transient Map<String, MinutePart> parts = new HashMap<>();
  private transient long watermark = Long.MIN_VALUE;

  private GatherMinutes(StreamOperatorParameters<MinutePart> parameters) {
    super(parameters);
  }

  /** Makes one, to be chained to the source. */
  static final class Factory extends AbstractStreamOperatorFactory<MinutePart>
      implements OneInputStreamOperatorFactory<PeerHit, MinutePart> {
    private static final long serialVersionUID = 1;

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends StreamOperator<MinutePart>> T createStreamOperator(
        StreamOperatorParameters<MinutePart> parameters) {
      return (T) new GatherMinutes(parameters);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
      return GatherMinutes.class;
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    sendLater();
  }

  private void sendLater() {
    var unused =
        getProcessingTimeService()
            .registerTimer(
                getProcessingTimeService().getCurrentProcessingTime() + PeerRun.MINUTES_MS,
                now -> {
                  send();
                  sendLater();
                });
  }

  @Override
  public void processElement(StreamRecord<PeerHit> element) {
    PeerHit hit = element.getValue();
    long minute = hit.minute();
    if (!isFinal(minute)) {
      parts
          .computeIfAbsent(
              hit.website() + '|' + minute, key -> new MinutePart(key, new MinuteTally()))
          .tally()
          .add(hit);
    }
  }

  private boolean isFinal(long minute) {
    return minute + MINUTE_MS <= watermark;
  }

  /** Behind the watermark a part would come too late. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    Iterator<MinutePart> each = parts.values().iterator();
    while (each.hasNext()) {
      MinutePart part = each.next();
      if (isFinal(part.minute())) {
        output.collect(new StreamRecord<>(part));
        each.remove();
      }
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    send();
  }

  @Override
  public void finish() throws Exception {
    send();
    super.finish();
  }

  private void send() {
    parts.values().forEach(part -> output.collect(new StreamRecord<>(part)));
    parts.clear();
  }
}
