package footfall.load.bench;

import footfall.load.traffic.Traffic;
import footfall.load.traffic.TrafficHit;
import footfall.load.traffic.TrafficSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Live hits at rates that making each anew would not leave a core for: made once, then sent again
 * and again with a new id and the time of now. Their visitors stay the same, so that a node has as
 * many open sessions at the end of a measurement as at its beginning. Not safe for several threads.
 */
final class LiveTraffic {
  private static final int HITS = 400_000;

  /** Visitors come and go within so many seconds of the simulated time that hits are made in. */
  private static final int SPAN_SECONDS = 600;

  private static final double CRAWLERS = 0.01;
  private static final byte[] ID = "\"event_id\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = "\"client_timestamp\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** A hit with the places of what is new each time. */
  private record Template(String key, byte[] json, int idAt, int timeAt) {}

  private final List<Template> templates = new ArrayList<>();
  private final SplittableRandom random;
  private int next;

  LiveTraffic(List<String> websites, long seed) {
    this(websites, seed, HITS);
  }

  LiveTraffic(List<String> websites, long seed, int hits) {
    this.random = new SplittableRandom(seed);
    double rate = hits / (double) SPAN_SECONDS;
    Traffic traffic = new Traffic(new TrafficSettings(seed, websites, rate, CRAWLERS));
    long beginning = System.currentTimeMillis();
    while (templates.size() < hits) {
      TrafficHit hit = traffic.next(beginning + traffic.dueMs());
      int idAt = after(hit.json(), ID);
      int timeAt = after(hit.json(), TIME);
      if (hit.json()[timeAt] != '"') { // a time as text, which some SDKs send, has no fixed place
        templates.add(new Template(hit.kafkaKey(), hit.json(), idAt, timeAt));
      }
    }
  }

  static List<String> websites(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "bench-" + i).toList();
  }

  /** Sends the next hit; its id was never sent before. */
  void sendNext(HitSink hits) {
    Template template = templates.get(next);
    next = next + 1 == templates.size() ? 0 : next + 1;
    byte[] json = template.json().clone();
    long most = random.nextLong();
    long least = random.nextLong();
    int at = hex(json, template.idAt(), most >>> 32, 8);
    at = hex(json, at + 1, most >>> 16, 4);
    at = hex(json, at + 1, most, 4);
    at = hex(json, at + 1, least >>> 48, 4);
    hex(json, at + 1, least, 12);
    long now = System.currentTimeMillis();
    for (int digit = template.timeAt() + 12; digit >= template.timeAt(); digit--) {
      json[digit] = (byte) ('0' + now % 10);
      now /= 10;
    }
    hits.send(template.key(), json);
  }

  private static int hex(byte[] json, int from, long bits, int digits) {
    for (int i = 0; i < digits; i++) {
      json[from + i] = HEX[(int) (bits >>> (4 * (digits - 1 - i))) & 15];
    }
    return from + digits;
  }

  private static int after(byte[] json, byte[] wanted) {
    for (int at = 0; at + wanted.length < json.length; at++) {
      if (java.util.Arrays.equals(json, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at + wanted.length;
      }
    }
    throw new IllegalStateException("a hit without " + new String(wanted, StandardCharsets.UTF_8));
  }
}
