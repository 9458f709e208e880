package footfall.persistence.metadata;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who may do what, in memory: PostgreSQL is asked each second whether anything has changed, and
 * only then for all of it. While PostgreSQL is away, as it was last; what expires does so all the
 * same. Any thread may ask.
 */
public final class AccessDirectory implements AutoCloseable {
  private static final Duration REFRESH = Duration.ofSeconds(1);

  /** How long the token before the last rotation serves. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

  private final Metadata metadata;
  private final ApiKeys apiKeys;
  private final Clock clock;
  private final Refresher refresher;
  private final Map<UUID, Instant> notedKeys = new ConcurrentHashMap<>();
  private final Map<UUID, Instant> usedKeys = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile AccessTables tables;

  private AccessDirectory(Metadata metadata, Clock clock, Duration refresh) {
    this.metadata = metadata;
    this.apiKeys = new ApiKeys(metadata);
    this.clock = clock;
    this.tables = metadata.ask("read who may do what", AccessTables::read);
    this.refresher = new Refresher("permissions", refresh, this::read);
  }

  /**
   * Reads once, and then asks each second.
   *
   * @throws MetadataException when PostgreSQL is away now
   */
  public static AccessDirectory start(Metadata metadata, Clock clock) {
    return start(metadata, clock, REFRESH);
  }

  static AccessDirectory start(Metadata metadata, Clock clock, Duration refresh) {
    return new AccessDirectory(metadata, clock, refresh);
  }

  /** Which website an API key opens, and for what. */
  public record KeyAccess(UUID apiKeyId, String prefix, String websiteId, Set<String> scopes) {}

  /** The session of a cookie's token, unless it has expired. */
  public Optional<UserSession> session(String tokenHash) {
    UserSession session = tables.sessions().get(tokenHash);
    if (session == null || !clock.instant().isBefore(session.expiresAt())) {
      return Optional.empty();
    }
    boolean current = session.tokenHash().equals(tokenHash);
    return current || clock.instant().isBefore(session.rotatedAt().plus(GRACE))
        ? Optional.of(session)
        : Optional.empty();
  }

  public Optional<User> user(UUID userId) {
    return Optional.ofNullable(tables.users().get(userId));
  }

  /** Whether anybody has an account: once one has, somebody always has. */
  public boolean hasAccounts() {
    return !tables.users().isEmpty();
  }

  /** By website; those that are deleted are not among them. */
  public Map<String, Role> roles(UUID userId) {
    return tables.roles().getOrDefault(userId, Map.of());
  }

  /** The same with domains, by id. */
  public List<Membership> memberships(UUID userId) {
    AccessTables now = tables;
    return new TreeMap<>(now.roles().getOrDefault(userId, Map.of()))
        .entrySet().stream()
            .map(
                website ->
                    new Membership(
                        website.getKey(),
                        now.domains().getOrDefault(website.getKey(), website.getKey()),
                        website.getValue()))
            .toList();
  }

  /** A key that was not revoked, by its hash. */
  public Optional<KeyAccess> key(String keyHash) {
    return Optional.ofNullable(tables.keys().get(keyHash))
        .map(key -> new KeyAccess(key.apiKeyId(), key.prefix(), key.websiteId(), key.scopes()));
  }

  /** Notes that a key was used now; written within seconds, at most once a minute for each. */
  public void used(UUID apiKeyId) {
    Instant now = clock.instant();
    Instant noted = notedKeys.get(apiKeyId);
    if (noted == null || !now.isBefore(noted.plus(NOTE_EVERY))) {
      notedKeys.put(apiKeyId, now);
      usedKeys.put(apiKeyId, now);
    }
  }

  /**
   * The website that a shared link opens.
   *
   * @param tokenHash of what whoever gave its password holds
   */
  public Optional<String> shared(String linkId, Optional<String> tokenHash) {
    AccessTables.Link link = tables.links().get(linkId);
    if (link == null) {
      return Optional.empty();
    }
    boolean open = !link.hasPassword() || tokenHash.filter(hash -> opens(hash, linkId)).isPresent();
    return open ? Optional.of(link.websiteId()) : Optional.empty();
  }

  private boolean opens(String tokenHash, String linkId) {
    AccessTables.ShareSession session = tables.shareSessions().get(tokenHash);
    return session != null
        && session.linkId().equals(linkId)
        && clock.instant().isBefore(session.expiresAt());
  }

  /** The domain of a website that is not deleted. */
  public Optional<String> domain(String websiteId) {
    return Optional.ofNullable(tables.domains().get(websiteId));
  }

  /**
   * Looks in PostgreSQL for what has changed; all who ask within 20 ms share one look.
   *
   * @return whether PostgreSQL answered; never fails
   */
  public CompletionStage<Boolean> refresh() {
    return refresher.soon();
  }

  /** Runs after each look, also a vain one: what was allowed may have ended or expired. */
  public void afterEachLook(Runnable listener) {
    listeners.add(listener);
  }

  private void read() {
    try {
      long version = metadata.ask("ask whether permissions changed", AccessTables::version);
      if (version != tables.version()) {
        tables = metadata.ask("read who may do what", AccessTables::read);
      }
      writeUses();
    } finally {
      listeners.forEach(Runnable::run);
    }
  }

  private void writeUses() {
    Map<UUID, Instant> uses = Map.copyOf(usedKeys);
    if (!uses.isEmpty()) {
      apiKeys.used(uses);
      uses.forEach(usedKeys::remove);
    }
  }

  @Override
  public void close() {
    refresher.close();
  }
}
