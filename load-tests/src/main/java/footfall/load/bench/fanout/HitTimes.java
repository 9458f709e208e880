package footfall.load.bench.fanout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Reads the times of the recent hits out of a frame's JSON, newest first, without reading the rest:
 * ten thousand frames a second are to be looked at on a corner of one core.
 */
final class HitTimes {
  private static final byte[] LIST = "\"recent_hits\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = "{\"time\":".getBytes(StandardCharsets.US_ASCII);
  private static final int[] SKIP_LIST = skips(LIST);
  private static final int[] SKIP_TIME = skips(TIME);

  private HitTimes() {}

  /**
   * Tells the times that are newer than the newest told before, and returns the newest of all.
   *
   * @param json whole frame; its position stays
   * @param known epoch ms of the newest that was told before
   */
  static long newer(ByteBuffer json, long known, LongConsumer told) {
    long newest = known;
    int at = find(json, json.position(), LIST, SKIP_LIST);
    while (at >= 0) {
      at = find(json, at, TIME, SKIP_TIME);
      long time = at < 0 ? 0 : number(json, at);
      if (time <= known) {
        break;
      }
      told.accept(time);
      newest = Math.max(newest, time);
    }
    return newest;
  }

  /** Where the text after the first of these begins; -1 when there is none. Horspool's search. */
  private static int find(ByteBuffer in, int from, byte[] wanted, int[] skips) {
    int last = wanted.length - 1;
    int at = from + last;
    while (at < in.limit()) {
      int back = 0;
      while (back <= last && in.get(at - back) == wanted[last - back]) {
        back++;
      }
      if (back > last) {
        return at + 1;
      }
      at += skips[in.get(at) & 0xFF];
    }
    return -1;
  }

  private static int[] skips(byte[] wanted) {
    int[] skips = new int[256];
    java.util.Arrays.fill(skips, wanted.length);
    for (int i = 0; i < wanted.length - 1; i++) {
      skips[wanted[i] & 0xFF] = wanted.length - 1 - i;
    }
    return skips;
  }

  private static long number(ByteBuffer in, int from) {
    long number = 0;
    for (int at = from; at < in.limit() && in.get(at) >= '0' && in.get(at) <= '9'; at++) {
      number = number * 10 + in.get(at) - '0';
    }
    return number;
  }
}
