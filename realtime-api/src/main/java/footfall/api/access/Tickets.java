package footfall.api.access;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import footfall.persistence.metadata.AccessDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One-time tickets for sockets: a WebSocket cannot carry a CSRF token, so a page asks for a ticket
 * by a request that can, and opens its socket with it within 30 seconds. A ticket is signed and
 * holds hashes only, so any node takes it, also while PostgreSQL is away; once each node.
 */
public final class Tickets {
  private static final Duration LIFE = Duration.ofSeconds(30);
  private static final String SEPARATOR = " ";
  private static final String NONE = "-";
  private static final int FIELDS = 8;

  private final AccessDirectory directory;
  private final Signer signer;
  private final Clock clock;
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  /**
   * Tickets that all nodes with this key take.
   *
   * @param clusterSecret shared by all nodes; the key is derived from it
   */
  public Tickets(AccessDirectory directory, byte[] clusterSecret, Clock clock) {
    this.directory = directory;
    this.signer = new Signer(clusterSecret, "footfall socket tickets");
    this.clock = clock;
  }

  /**
   * A ticket for whoever sent the request; who may view the website is for the caller to ask.
   *
   * @return letters, digits, {@code _}, {@code -} and one dot
   */
  public String issue(HttpRequest request, KnownViewer viewer, String websiteId) {
    Credentials shown = viewer.credentials();
    String text =
        String.join(
            SEPARATOR,
            Long.toString(clock.instant().plus(LIFE).toEpochMilli()),
            Token.freshId(),
            websiteId,
            origin(request),
            shown.key().orElse(NONE),
            shown.session().orElse(NONE),
            shown.link().orElse(NONE),
            shown.linkToken().orElse(NONE));
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return encoded + "." + signer.sign(text);
  }

  /**
   * Uses a ticket up.
   *
   * @param request the upgrade: from a page of the same origin as the request for the ticket
   * @return whom it was issued to, who may have lost the right meanwhile; empty for a ticket that
   *     is forged, expired, used, for another website or shown by a page of another origin
   */
  public Optional<KnownViewer> redeem(HttpRequest request, String ticket, String websiteId) {
    forgetExpired();
    String[] fields = opened(ticket).split(SEPARATOR, -1);
    if (fields.length != FIELDS
        || !fields[2].equals(websiteId)
        || !fields[3].equals(origin(request))) {
      return Optional.empty();
    }
    Instant expiresAt = Instant.ofEpochMilli(Long.parseLong(fields[0]));
    if (!clock.instant().isBefore(expiresAt) || used.putIfAbsent(fields[1], expiresAt) != null) {
      return Optional.empty();
    }
    return Optional.of(
        new KnownViewer(
            directory,
            new Credentials(
                field(fields[4]), field(fields[5]), field(fields[6]), field(fields[7]))));
  }

  /** The text of a ticket that we signed; empty for any other. */
  private String opened(String ticket) {
    String[] parts = ticket.split("\\.", -1);
    if (parts.length != 2) {
      return "";
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
      return signer.hasSigned(text, parts[1]) ? text : "";
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  /** Hashed, so that it can hold no separator; a client that is no browser sends none. */
  private static String origin(HttpRequest request) {
    return request.getHeader("Origin").map(HttpHeader::value).map(Token::hash).orElse(NONE);
  }

  private static Optional<String> field(String text) {
    return text.equals(NONE) ? Optional.empty() : Optional.of(text);
  }

  private void forgetExpired() {
    Instant now = clock.instant();
    used.values().removeIf(expiresAt -> !now.isBefore(expiresAt));
  }
}
