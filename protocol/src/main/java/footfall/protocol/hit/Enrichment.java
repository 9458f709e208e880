package footfall.protocol.hit;

/** What the ingest pipeline found out about a hit; unknown texts are empty. */
public record Enrichment(
    String pagePath, Geography geography, Device device, Traffic traffic, boolean isBot) {

  public static final Enrichment NONE =
      new Enrichment("", Geography.UNKNOWN, Device.UNKNOWN, Traffic.DIRECT, false);

  /** Where the address lies; country is ISO 3166-1 alpha-2, degrees are WGS 84. */
  public record Geography(
      String country, String region, String city, float latitude, float longitude) {
    public static final Geography UNKNOWN = new Geography("", "", "", 0f, 0f);
  }

  /** {@code type} is one of desktop, mobile, tablet, tv, bot, other. */
  public record Device(
      String type,
      String brand,
      String model,
      String os,
      String osVersion,
      String browser,
      String browserVersion) {
    public static final Device UNKNOWN = new Device("other", "", "", "", "", "", "");
  }

  /** {@code source} is one of direct, organic, referral, social, email, paid. */
  public record Traffic(String source, String medium, String campaign, String keyword) {
    public static final Traffic DIRECT = new Traffic("direct", "", "", "");
  }
}
