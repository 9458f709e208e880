package footfall.api.settings;

import footfall.api.access.Token;
import footfall.api.rest.Answers;
import footfall.persistence.metadata.ApiKeys;
import footfall.persistence.metadata.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An API key that has just been made.
 *
 * @param secret the key itself, {@code ffk_} and 43 characters: told once and stored nowhere
 */
public record NewApiKey(String secret, ApiKeys.ApiKey key) {
  private static final int SHOWN = 10;

  /**
   * A key that nobody knows of yet.
   *
   * @param scopes such as {@code live:read}; at least one
   */
  public static NewApiKey of(String websiteId, String name, List<String> scopes, Instant now) {
    String secret = "ffk_" + Token.fresh();
    return new NewApiKey(
        secret,
        new ApiKeys.ApiKey(
            UUID.randomUUID(),
            websiteId,
            name,
            secret.substring(0, SHOWN),
            scopes,
            now,
            Optional.empty(),
            Optional.empty()));
  }

  /**
   * Stores its hash; from then on nodes let in who shows it, within a second at the latest.
   *
   * @return false where the website has {@link ApiKeys#MOST} keys that work
   */
  public boolean addTo(ApiKeys keys, AuditEntry.Actor by) {
    return keys.add(
        key,
        Token.hash(secret),
        entry(by, key.websiteId(), "api_key_added", key.apiKeyId(), key.prefix()));
  }

  static AuditEntry entry(
      AuditEntry.Actor by, String websiteId, String action, UUID id, String prefix) {
    return AuditEntry.of(by, websiteId, action, id.toString())
        .with(Answers.object().put("prefix", prefix).toString());
  }
}
