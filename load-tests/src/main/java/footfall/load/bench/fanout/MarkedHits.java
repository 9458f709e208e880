package footfall.load.bench.fanout;

import footfall.load.bench.KafkaHits;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Hits of the watched websites, in turn: each website's frame changes with each of its hits. They
 * use the first partitions only, so that other traffic can fill the rest without delaying them.
 */
final class MarkedHits {
  /** Partitions from 0 on that carry them. */
  static final int PARTITIONS = 2;

  private static final int VISITORS = 4;

  private final KafkaHits kafka;

  /** Its hits are no copies of an earlier run's. */
  private final long run = System.nanoTime();

  private final String[][] visitors;
  private long number;

  MarkedHits(KafkaHits kafka, int websites) {
    this.kafka = kafka;
    this.visitors = new String[websites][VISITORS];
    for (int website = 0; website < websites; website++) {
      int candidate = 0;
      for (int i = 0; i < VISITORS; i++, candidate++) {
        while (KafkaHits.partitionOf(key(website, "v" + candidate)) >= PARTITIONS) {
          candidate++;
        }
        visitors[website][i] = "v" + candidate;
      }
    }
  }

  int websites() {
    return visitors.length;
  }

  private static String key(int website, String visitor) {
    return CrowdPlan.WEBSITE + (website + 1) + ":" + visitor;
  }

  /** Its time is that of its receipt: a frame's newest hit tells how old the frame is. */
  void sendNext() {
    int website = (int) (number % visitors.length);
    long round = number / visitors.length;
    String visitor = visitors[website][(int) (round % VISITORS)];
    String json =
        """
        {"website_id":"%s%d","event_type":"pageview","event_id":"%s","visitor_id":"%s",\
        "client_timestamp":%d,"page_url":"https://www.example.com/page/%d",\
        "user_agent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}"""
            .formatted(
                CrowdPlan.WEBSITE,
                website + 1,
                new UUID(run, number),
                visitor,
                System.currentTimeMillis(),
                round % 20);
    kafka.send(key(website, visitor), json.getBytes(StandardCharsets.UTF_8));
    number++;
  }
}
