package footfall.load.replay;

import footfall.load.collect.CollectorClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Posts hits in batches, each after the answer to the one before, in their order. */
final class ReplayStream {
  private final CollectorClient collector;
  private final int batch;
  private final ProgressBar bar;
  private final List<byte[]> waiting = new ArrayList<>();
  private long sent;
  private boolean allKnown = true;

  ReplayStream(CollectorClient collector, int batch, ProgressBar bar) {
    this.collector = collector;
    this.batch = batch;
    this.bar = bar;
  }

  void add(byte[] hit) throws IOException {
    waiting.add(hit);
    if (waiting.size() == batch) {
      post();
    }
  }

  /** Posts the rest; true where the outcome of every hit is known. */
  boolean finish() throws IOException {
    if (!waiting.isEmpty()) {
      post();
    }
    bar.end();
    return allKnown;
  }

  private void post() throws IOException {
    try {
      if (!collector.post(List.copyOf(waiting)).join()) {
        allKnown = false;
        throw new IOException(
            "the node did not answer after "
                + sent
                + " hits; is it running? start it with ./footfall up, then replay again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("replay was interrupted after " + sent + " hits");
    }
    sent += waiting.size();
    waiting.clear();
    bar.show(sent);
  }
}
