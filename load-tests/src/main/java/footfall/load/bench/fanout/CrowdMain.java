package footfall.load.bench.fanout;

import footfall.load.collect.LiveKeys;
import footfall.load.net.EventLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A crowd in a process of its own. Reads {@code clear} and {@code report} from its input, answers a
 * report with one line, and ends with its input.
 */
final class CrowdMain {
  /** Arguments: file with keys, port, sockets, websites, connects a second, churn a second. */
  public static void main(String[] arguments) throws IOException {
    int[] numbers = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
    CrowdPlan plan =
        new CrowdPlan(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), numbers[0]),
            numbers[1],
            numbers[2],
            LiveKeys.read(Path.of(arguments[0])),
            numbers[3],
            numbers[4]);
    CrowdStats stats = new CrowdStats();
    try (EventLoop loop = new EventLoop()) {
      Crowd crowd = new Crowd(loop, plan, stats);
      Queue<String> orders = new ConcurrentLinkedQueue<>();
      loop.onTick(() -> obey(orders.poll(), crowd, stats));
      Thread reader = new Thread(() -> read(orders, loop), "orders");
      reader.setDaemon(true);
      reader.start();
      loop.run();
    }
  }

  private static void read(Queue<String> orders, EventLoop loop) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String order = in.readLine(); order != null; order = in.readLine()) {
        orders.add(order);
      }
    } catch (IOException e) {
      System.err.println("orders end: " + e);
    }
    loop.close();
  }

  private static void obey(String order, Crowd crowd, CrowdStats stats) {
    if ("clear".equals(order)) {
      stats.clear();
    } else if ("report".equals(order)) {
      System.out.println(CrowdReport.of(crowd.open(), stats).line());
      System.out.flush();
    }
  }

  private CrowdMain() {}
}
