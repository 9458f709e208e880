package footfall.node;

import com.typesafe.config.Config;
import footfall.api.HttpSettings;
import footfall.api.collect.CollectSettings;
import footfall.api.collect.Network;
import footfall.api.collect.UnknownWebsites;
import footfall.api.live.LiveRouteSettings;
import footfall.ingest.kafka.KafkaSettings;
import footfall.persistence.clickhouse.ClickHouseSettings;
import footfall.session.SessionRules;
import footfall.session.ShardSettings;
import footfall.website.LiveSettings;
import footfall.website.MinuteSettings;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every setting of a node, read once from block {@code footfall} and checked. */
record NodeSettings(
    Roles roles,
    HttpSettings http,
    LiveRouteSettings sockets,
    CollectSettings collect,
    KafkaSettings kafka,
    boolean enrich,
    SessionRules session,
    ShardSettings shard,
    MinuteSettings minute,
    LiveSettings live,
    ClickHouseSettings clickHouse,
    Postgres postgres,
    int replicationFactor,
    Optional<String> setupToken) {
  private static final int SHORTEST_TOKEN = 32;

  NodeSettings {
    if (setupToken.filter(token -> token.length() < SHORTEST_TOKEN).isPresent()) {
      throw new IllegalArgumentException(
          "FOOTFALL_SETUP_TOKEN must have 32 characters or more: make one by openssl rand -hex 32");
    }
  }

  record Postgres(String url, String user, String password) {}

  static NodeSettings from(Config footfall) {
    KafkaSettings kafka =
        new KafkaSettings(
            footfall.getString("kafka.bootstrap-servers"),
            footfall.getInt("kafka.partitions"),
            footfall.getInt("kafka.max-batch"),
            footfall.getDuration("kafka.send-timeout"),
            KafkaProperties.read(footfall.getString("kafka.properties")));
    return new NodeSettings(
        Roles.of(list(footfall.getString("roles"))),
        HttpSettings.at(
            footfall.getString("http.host"),
            footfall.getInt("http.port"),
            footfall.getInt("http.most-connections")),
        LiveRouteSettings.allowing(
            Set.copyOf(list(footfall.getString("http.live.allowed-origins")))),
        collect(footfall),
        kafka,
        footfall.getBoolean("ingest.enrich"),
        session(footfall.getConfig("session")),
        shard(footfall.getConfig("shard"), kafka.partitions()),
        MinuteSettings.from(footfall.getConfig("website.minute")),
        LiveSettings.from(footfall.getConfig("website.live"), kafka.partitions()),
        clickHouse(footfall.getConfig("clickhouse")),
        new Postgres(
            footfall.getString("postgres.url"),
            footfall.getString("postgres.user"),
            footfall.getString("postgres.password")),
        footfall.getInt("journal.replication-factor"),
        Optional.of(footfall.getString("setup-token")).filter(token -> !token.isEmpty()));
  }

  private static CollectSettings collect(Config footfall) {
    return CollectSettings.behind(
            list(footfall.getString("http.trusted-proxies")).stream().map(Network::parse).toList())
        .with(
            UnknownWebsites.of(footfall.getString("collect.unknown-websites")),
            footfall.getInt("collect.peer-hits-per-second"));
  }

  private static SessionRules session(Config session) {
    return new SessionRules(
        session.getDuration("gap"),
        session.getDuration("lateness"),
        session.getDuration("idle"),
        session.getDuration("idle-back"),
        session.getDuration("stale"),
        session.getInt("max-hits"),
        session.getDuration("max-span"));
  }

  private static ShardSettings shard(Config shard, int partitions) {
    return new ShardSettings(
        shard.getDuration("checkpoint-interval"),
        ShardSettings.bytesOfACheckpoint(shard.getBytes("checkpoint-bytes"), partitions),
        shard.getDuration("tick-after"),
        shard.getDuration("feed-interval"),
        shard.getDuration("active-for"),
        shard.getDuration("resend-after"),
        shard.getBytes("image-at-least"),
        shard.getBoolean("raw-rows"));
  }

  private static ClickHouseSettings clickHouse(Config clickHouse) {
    String cluster = clickHouse.getString("cluster");
    ClickHouseSettings.Gathering usual = ClickHouseSettings.Gathering.DEFAULT;
    return new ClickHouseSettings(
        new ClickHouseSettings.Server(
            URI.create(clickHouse.getString("url")),
            clickHouse.getString("user"),
            clickHouse.getString("password"),
            clickHouse.getString("database"),
            cluster.isEmpty() ? Optional.empty() : Optional.of(cluster)),
        new ClickHouseSettings.Gathering(
            usual.interval(), usual.rows(), usual.bytes(), clickHouse.getBytes("max-unstored")),
        ClickHouseSettings.Retry.DEFAULT);
  }

  static List<String> list(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
