package footfall.ingest.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import footfall.protocol.hit.Enrichment.Device;

/**
 * Reads device, operating system and browser from a user agent and tells robots; thread-safe.
 *
 * <p>Our own reader, because anybody may send anything as a user agent: it takes a few microseconds
 * for the worst text, where grammar-based libraries took half a second or overflowed the stack on
 * 256 characters of nested brackets, and grew with every new one. Against them it loses rare models
 * and historic browsers.
 */
final class UserAgents {

  /**
   * @param isBot a robot, whose device type is {@code bot}
   */
  record Agent(Device device, boolean isBot) {}

  /** What no browser exceeds; the rest of a longer text is not looked at. */
  static final int MAX_CHARS = 512;

  private static final Agent NONE = new Agent(Device.UNKNOWN, false);
  private static final int SHARED_DEVICES = 50_000;

  private final Crawlers crawlers = Crawlers.bundled();
  private final Cache<String, Agent> byUserAgent;
  private final Cache<Agent, Agent> shared =
      Caffeine.newBuilder().maximumSize(SHARED_DEVICES).build();

  UserAgents(int rememberedAgents) {
    this.byUserAgent = Caffeine.newBuilder().maximumSize(rememberedAgents).build();
  }

  /** What {@code userAgent} tells; of the empty text nothing, and no robot. */
  Agent of(String userAgent) {
    return userAgent.isEmpty()
        ? NONE
        : byUserAgent.get(Texts.cut(userAgent, MAX_CHARS), this::read);
  }

  /** Claims to be a browser, and then names neither a browser nor anything that one runs on. */
  private static boolean isMask(String userAgent, Hardware hardware, Named browser) {
    return userAgent.startsWith("Mozilla/")
        && hardware.type().equals("other")
        && browser.name().isEmpty();
  }

  private Agent read(String userAgent) {
    Hardware hardware = Hardware.read(userAgent);
    Named system = OperatingSystems.read(userAgent);
    Named browser = Browsers.read(userAgent);
    boolean isBot = crawlers.isCrawler(userAgent) || isMask(userAgent, hardware, browser);
    Device device =
        new Device(
            isBot ? "bot" : hardware.type(),
            hardware.brand(),
            hardware.model(),
            system.name(),
            system.version(),
            browser.name(),
            browser.version());
    return shared.get(new Agent(device, isBot), agent -> agent);
  }
}
