package footfall.load.peer.flink;

import footfall.load.peer.MinuteTally;
import footfall.load.peer.PeerRun;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** One website-minute: adds up its parts and tells of a change once a second. */
final class MergeMinutes extends KeyedProcessFunction<String, MinutePart, String> {
  private static final long serialVersionUID = 1;
  private static final long MINUTE_MS = 60_000;

  private transient ValueState<MinuteTally> counted;

  @Override
  public void open(OpenContext context) {
    counted =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("counted", MinuteSerializer.INSTANCE));
  }

  @Override
  public void processElement(MinutePart part, Context context, Collector<String> out)
      throws Exception {
    MinuteTally tally = counted.value();
    if (tally == null) {
      tally = new MinuteTally();
      context.timerService().registerEventTimeTimer(part.minute() + MINUTE_MS);
    }
    tally.merge(part.tally());
    counted.update(tally);
    long now = context.timerService().currentProcessingTime();
    context
        .timerService()
        .registerProcessingTimeTimer(now - now % PeerRun.MINUTES_MS + PeerRun.MINUTES_MS);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
    MinuteTally tally = counted.value();
    if (tally == null) {
      return;
    }
    out.collect(context.getCurrentKey() + '\t' + tally.row());
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      counted.clear();
    }
  }
}
