package footfall.protocol.hit;

/**
 * How much a hit may hold. Lengths are in UTF-16 characters; a longer text is refused, never cut,
 * so that what is stored is what was sent.
 *
 * <table>
 *   <caption>Longest texts</caption>
 *   <tr><td>{@code website_id}</td><td>64, {@code [A-Za-z0-9_.-]}</td></tr>
 *   <tr><td>{@code session_id}, {@code visitor_id}, {@code user_id}, {@code previous_visitor_id}, {@code transaction_id}</td><td>256</td></tr>
 *   <tr><td>{@code event_name}, {@code event_category}, {@code event_action}, {@code event_label}</td><td>512</td></tr>
 *   <tr><td>{@code page_url}, {@code page_referrer}</td><td>4,096</td></tr>
 *   <tr><td>{@code page_title}, {@code user_agent}</td><td>1,024</td></tr>
 *   <tr><td>{@code screen_resolution}, {@code language}, {@code sdk_version}</td><td>64</td></tr>
 *   <tr><td>{@code sku}, {@code name}, {@code category} of a product</td><td>512</td></tr>
 *   <tr><td>{@code custom_dimension_1..20}, value of a prop</td><td>1,024</td></tr>
 *   <tr><td>name of a prop</td><td>128</td></tr>
 * </table>
 */
public final class Limits {
  /** Bytes of one hit in any form. */
  public static final int HIT_BYTES = 64 * 1024;

  /** Objects and arrays within each other, the hit itself included. */
  public static final int DEPTH = 20;

  public static final int PRODUCTS = 100;
  public static final int PROPS = 50;

  /** Custom dimensions and metrics are numbered from 1 to this. */
  public static final int CUSTOM = 20;

  /** 2299-12-31T23:59:59.999Z, the last millisecond a ClickHouse DateTime64 holds. */
  public static final long MAX_TIMESTAMP = 10_413_791_999_999L;

  /** Pieces of one line of a purchase. */
  public static final int QUANTITY = 1_000_000;

  /** Seconds on a page: one year. */
  public static final double TIME_ON_PAGE = 365 * 86_400;

  /** Bytes of a key in JSON, also of one nobody knows. */
  static final int KEY_BYTES = 512;

  static final int WEBSITE_ID = 64;
  static final int ID = 256;
  static final int NAME = 512;
  static final int URL = 4_096;
  static final int TITLE = 1_024;
  static final int TAG = 64;
  static final int VALUE = 1_024;
  static final int PROP_NAME = 128;

  /** Characters of a number in JSON, or of a decimal in a text. */
  static final int NUMBER = 64;

  private Limits() {}
}
