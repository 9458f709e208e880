package footfall.ingest.enrich;

import java.util.Locale;

/** How a visitor came, as {@code traffic_source} has it. */
enum Channel {
  DIRECT(""),
  ORGANIC("organic"),
  REFERRAL("referral"),
  SOCIAL("social"),
  EMAIL("email"),
  PAID("cpc");

  private final String medium;
  private final String wire = name().toLowerCase(Locale.ROOT);

  Channel(String medium) {
    this.medium = medium;
  }

  String wire() {
    return wire;
  }

  /** {@code traffic_medium} where the link names none. */
  String medium() {
    return medium;
  }
}
