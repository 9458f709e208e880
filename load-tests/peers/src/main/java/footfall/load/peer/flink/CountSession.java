package footfall.load.peer.flink;

import footfall.load.peer.PeerHit;
import footfall.load.peer.SessionTally;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Hits of one session window to its row. */
final class CountSession implements AggregateFunction<PeerHit, SessionTally, String> {
  private static final long serialVersionUID = 1;

  @Override
  public SessionTally createAccumulator() {
    return new SessionTally();
  }

  @Override
  public SessionTally add(PeerHit hit, SessionTally tally) {
    return tally.add(hit);
  }

  @Override
  public String getResult(SessionTally tally) {
    return tally.row();
  }

  @Override
  public SessionTally merge(SessionTally one, SessionTally other) {
    return one.merge(other);
  }
}
