package footfall.api.live;

import footfall.protocol.wire.CborSerializable;
import java.util.UUID;

/** An open session as the live API shows it; times are epoch ms, unknown texts are empty. */
public record ActiveSession(
    UUID sessionId,
    String websiteId,
    long sessionStart,
    long lastHit,
    int pageviews,
    int events,
    int transactions,
    String landingPage,
    String exitPage,
    String trafficSource,
    String deviceType,
    String browser,
    String os,
    String country,
    String city)
    implements CborSerializable {}
