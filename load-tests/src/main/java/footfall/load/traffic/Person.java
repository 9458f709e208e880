package footfall.load.traffic;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Someone with a device: keeps the same identity, address and browser over all visits. */
final class Person {
  /** How hits of this person are identified. */
  enum Identity {
    /** {@code visitor_id} of the device. */
    VISITOR,
    /** {@code session_id} of the SDK, new with each visit, beside {@code visitor_id}. */
    SESSION,
    /** {@code user_id} alone, as a server SDK sends it. */
    ACCOUNT
  }

  private static final Weighted<Identity> IDENTITIES =
      new Weighted<>(
          List.of(
              Weighted.of(75, Identity.VISITOR),
              Weighted.of(20, Identity.SESSION),
              Weighted.of(5, Identity.ACCOUNT)));
  private static final Weighted<String> LANGUAGES =
      new Weighted<>(
          List.of(
              Weighted.of(50, "en-US"),
              Weighted.of(12, "de-DE"),
              Weighted.of(10, "fr-FR"),
              Weighted.of(8, "es-ES"),
              Weighted.of(6, "pt-BR"),
              Weighted.of(5, "ja-JP")));
  private static final double ACCOUNT_SHARE = 0.15;

  final String websiteId;
  final String visitorId;
  final String userId;
  final String address;
  final String language;
  final UserAgents.Browser browser;
  final Identity identity;
  boolean loggedIn;

  Person(String websiteId, boolean crawler, SplittableRandom random) {
    this.websiteId = websiteId;
    this.visitorId = uuid(random).toString();
    this.identity = crawler ? Identity.VISITOR : IDENTITIES.pick(random);
    boolean account = identity == Identity.ACCOUNT || random.nextDouble() < ACCOUNT_SHARE;
    this.userId = account && !crawler ? "u" + random.nextInt(1_000_000_000) : "";
    this.address = Addresses.pick(random);
    this.language = LANGUAGES.pick(random);
    this.browser = crawler ? UserAgents.crawler(random) : UserAgents.person(random);
    this.loggedIn = identity == Identity.ACCOUNT;
  }

  /** A version 4 UUID out of the seeded source. */
  static UUID uuid(SplittableRandom random) {
    long most = (random.nextLong() & ~0xF000L) | 0x4000L;
    long least = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(most, least);
  }
}
