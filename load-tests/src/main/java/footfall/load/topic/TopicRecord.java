package footfall.load.topic;

import java.util.Map;

/**
 * One record of a topic, untouched.
 *
 * @param appendTime LogAppendTime, epoch ms
 * @param key null where there is none
 * @param value null for a tick
 */
public record TopicRecord(
    int partition,
    long offset,
    long appendTime,
    byte[] key,
    Map<String, byte[]> headers,
    byte[] value) {

  private static final String TICK_HEADER = "tick";

  public TopicRecord {
    headers = Map.copyOf(headers);
  }

  /** True for a record that only carries time (DESIGN 4). */
  public boolean isTick() {
    return value == null && headers.containsKey(TICK_HEADER);
  }

  /** Where it lies, for messages: {@code 3/1204}. */
  public String place() {
    return partition + "/" + offset;
  }
}
