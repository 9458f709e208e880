package footfall.persistence.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Keys by which programs read a website or write to it. */
public final class ApiKeys {
  /** Keys of a website that work: each program has its own, and nodes hold all in memory. */
  public static final int MOST = 100;

  /** Keys of a website that were revoked and are still listed; of others the audit log tells. */
  static final int MOST_REVOKED = 100;

  private final Metadata metadata;

  public ApiKeys(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * A key; of itself only the prefix is kept.
   *
   * @param prefix its first 10 characters, to tell it from others
   * @param scopes what it is for, such as {@code stats:read}; at least one
   * @param lastUsedAt to the minute; empty where it never was
   */
  public record ApiKey(
      UUID apiKeyId,
      String websiteId,
      String name,
      String prefix,
      List<String> scopes,
      Instant createdAt,
      Optional<Instant> lastUsedAt,
      Optional<Instant> revokedAt) {}

  /**
   * Adds a key; of more than {@link #MOST_REVOKED} revoked ones the first are forgotten.
   *
   * @return false, and nothing is changed, where the website has {@link #MOST} that work
   */
  public boolean add(ApiKey key, String keyHash, AuditEntry entry) {
    return metadata.change(
        "add an API key",
        connection -> {
          Websites.hold(connection, key.websiteId());
          if (Sql.count(
                  connection,
                  "api_keys where website_id = ? and revoked_at is null",
                  key.websiteId())
              >= MOST) {
            return false;
          }
          Sql.update(
              connection,
              "delete from api_keys where api_key_id in (select api_key_id from api_keys where"
                  + " website_id = ? and revoked_at is not null order by revoked_at desc offset ?)",
              key.websiteId(),
              MOST_REVOKED);
          Sql.update(
              connection,
              "insert into api_keys (api_key_id, website_id, name, key_hash, prefix, scopes,"
                  + " created_at) values (?, ?, ?, ?, ?, ?, ?)",
              key.apiKeyId(),
              key.websiteId(),
              key.name(),
              keyHash,
              key.prefix(),
              key.scopes(),
              key.createdAt());
          AuditLog.write(connection, entry);
          return true;
        });
  }

  /** All of a website, revoked ones too, the newest first. */
  public List<ApiKey> list(String websiteId) {
    return metadata.ask(
        "read the API keys of " + websiteId,
        connection ->
            Sql.list(
                connection,
                "select api_key_id, website_id, name, prefix, scopes, created_at, last_used_at,"
                    + " revoked_at from api_keys where website_id = ? order by created_at desc",
                row ->
                    new ApiKey(
                        row.getObject("api_key_id", UUID.class),
                        row.getString("website_id"),
                        row.getString("name"),
                        row.getString("prefix"),
                        Sql.texts(row, "scopes"),
                        Sql.instant(row, "created_at"),
                        Optional.ofNullable(Sql.instant(row, "last_used_at")),
                        Optional.ofNullable(Sql.instant(row, "revoked_at"))),
                websiteId));
  }

  /**
   * Revokes a key.
   *
   * @param entry of the key's prefix
   * @return false, and nothing is changed, where that website has no such key that works
   */
  public boolean revoke(
      String websiteId, UUID apiKeyId, Instant now, Function<String, AuditEntry> entry) {
    return metadata.change(
        "revoke an API key",
        connection -> {
          Optional<String> prefix =
              Sql.first(
                  connection,
                  "update api_keys set revoked_at = ?"
                      + " where website_id = ? and api_key_id = ? and revoked_at is null"
                      + " returning prefix",
                  row -> row.getString("prefix"),
                  now,
                  websiteId,
                  apiKeyId);
          if (prefix.isPresent()) {
            AuditLog.write(connection, entry.apply(prefix.get()));
          }
          return prefix.isPresent();
        });
  }

  /** Notes when keys were used; an earlier time than is noted changes nothing. */
  void used(Map<UUID, Instant> byKey) {
    // Each by itself: nodes that note the same keys in different orders must not wait in a circle.
    metadata.ask(
        "note the use of API keys",
        connection -> {
          for (Map.Entry<UUID, Instant> use : byKey.entrySet()) {
            Sql.update(
                connection,
                "update api_keys set last_used_at = greatest(last_used_at, ?)"
                    + " where api_key_id = ?",
                use.getValue(),
                use.getKey());
          }
          return null;
        });
  }
}
