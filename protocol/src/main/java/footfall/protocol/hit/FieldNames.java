package footfall.protocol.hit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of a hit's fields, found by their bytes, so that no text is made for each. A name that
 * is not among them is only slower to read.
 */
final class FieldNames {
  private static final String OFTEN =
      """
      website_id event_type event_id client_timestamp sent_at schema_version
      session_id visitor_id user_id previous_visitor_id
      event_name event_category event_action event_label event_value
      page_url page_title page_referrer time_on_page
      user_agent ip_address screen_resolution language sdk_version
      transaction_id transaction_revenue transaction_tax transaction_shipping currency products
      sku name category price quantity props
      """;

  private static final int SLOTS = 512;
  private static final String[] NAMES = new String[SLOTS];
  private static final byte[][] BYTES = new byte[SLOTS][];

  static {
    for (String name : OFTEN.strip().split("\\s+", -1)) {
      add(name);
    }
    for (int i = 1; i <= Limits.CUSTOM; i++) {
      add("custom_dimension_" + i);
      add("custom_metric_" + i);
    }
  }

  private FieldNames() {}

  private static void add(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    int slot = slot(ascii, 0, ascii.length);
    while (NAMES[slot] != null) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    NAMES[slot] = name;
    BYTES[slot] = ascii;
  }

  /** The ASCII text between two indexes; of the names above always the same instance. */
  static String of(byte[] json, int from, int to) {
    if (to > from) {
      for (int slot = slot(json, from, to); NAMES[slot] != null; slot = (slot + 1) & (SLOTS - 1)) {
        byte[] known = BYTES[slot];
        if (Arrays.equals(known, 0, known.length, json, from, to)) {
          return NAMES[slot];
        }
      }
    }
    return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** By the length, the first, the middle and the last two bytes. */
  private static int slot(byte[] text, int from, int to) {
    int length = to - from;
    int mixed = length * 31 + text[from];
    mixed = mixed * 31 + text[from + length / 2];
    mixed = mixed * 31 + text[to - Math.min(2, length)];
    mixed = mixed * 31 + text[to - 1];
    return (mixed ^ mixed >>> 9) & (SLOTS - 1);
  }
}
