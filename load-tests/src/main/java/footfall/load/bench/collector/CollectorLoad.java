package footfall.load.bench.collector;

import footfall.load.bench.Millis;
import footfall.load.net.EventLoop;
import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Posts hits at a rate over so many kept-alive connections, in a process of its own. The plan does
 * not wait for answers: a hit that finds no free connection is late from the moment it was due.
 * Prints a line when it begins to measure and one with what it measured, and ends with its input:
 * until then its CPU time can be asked for.
 */
final class CollectorLoad {
  private static final int ACCEPTED = 202;
  private static final long WARM_UP_NANOS = 10_000_000_000L;
  private static final double MOST_PER_SECOND = 1e6;
  private static final double VISITORS_OF_RATE = 1_000;

  private final EventLoop loop;
  private final double rate;
  private final long begunAt = System.nanoTime();
  private final long seconds;
  private final Deque<Poster> free = new ArrayDeque<>();
  private final Millis latencies = new Millis();
  private final Traffic traffic =
      new Traffic(new TrafficSettings(1, TrafficSettings.demoWebsites(10), VISITORS_OF_RATE, 0.01));
  private long sent;
  private long refused;
  private long lost;
  private boolean measuring;

  private CollectorLoad(EventLoop loop, double rate, long seconds) {
    this.loop = loop;
    this.rate = rate;
    this.seconds = seconds;
  }

  /** Arguments: port, hits a second (0: as many as are answered), connections, seconds. */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    int connections = Integer.parseInt(arguments[2]);
    try (EventLoop loop = new EventLoop()) {
      CollectorLoad load =
          new CollectorLoad(loop, Double.parseDouble(arguments[1]), Long.parseLong(arguments[3]));
      loop.onTick(load::tick);
      InetAddress here = InetAddress.getLoopbackAddress();
      InetSocketAddress to = new InetSocketAddress(here, port);
      for (int i = 0; i < connections; i++) {
        loop.connect(here, to, new Poster("127.0.0.1:" + port, load::onAnswer, () -> load.lost++));
      }
      loop.run();
      load.print();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private void tick() {
    long elapsed = System.nanoTime() - begunAt;
    if (!measuring && elapsed > WARM_UP_NANOS) {
      measuring = true;
      latencies.clear();
      refused = 0;
      System.out.println("measuring");
    }
    if (elapsed > WARM_UP_NANOS + seconds * 1_000_000_000L) {
      loop.close();
    }
    sendDue();
  }

  private void sendDue() {
    long now = System.nanoTime();
    double perNano = (rate == 0 ? MOST_PER_SECOND : rate) / 1e9;
    while (!free.isEmpty() && sent < (now - begunAt) * perNano) {
      long due = rate == 0 ? now : begunAt + (long) (sent / perNano);
      sent++;
      free.remove().post(traffic.next(System.currentTimeMillis()).json(), due);
    }
  }

  private void onAnswer(Poster poster, int status) {
    if (status == ACCEPTED) {
      latencies.add((System.nanoTime() - poster.dueNanos()) / 1_000_000);
    } else if (status != 0) {
      refused++;
    }
    free.add(poster);
    sendDue();
  }

  private void print() {
    System.out.printf(
        "%d;%d;%d;%s%n",
        Math.round(latencies.size() / (double) seconds), refused, lost, latencies.cells());
  }
}
