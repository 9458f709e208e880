package footfall.localstack.up;

import footfall.localstack.Addresses;
import footfall.localstack.up.UpSettings.Port;

/** What a person reads when everything runs. */
final class Greeting {
  private static final long SECOND = 1_000_000_000L;
  private static final int DEFAULT_PORT = 8080;

  private Greeting() {}

  static String text(UpSettings settings, Addresses stores, long nanos) {
    String stack =
        """

        Footfall runs (started in %d s, data in %s). Ctrl-C or ./footfall down stops it.
          Kafka       %s
          Cassandra   %s (datacenter %s)
          ClickHouse  %s (user %s, database footfall)
          PostgreSQL  %s (user %s, password %s)
          logs        %s"""
            .formatted(
                nanos / SECOND,
                settings.data(),
                stores.kafka(),
                stores.cassandra(),
                stores.cassandraDatacenter(),
                stores.clickHouseUrl(),
                stores.clickHouseUser(),
                stores.postgresJdbcUrl(),
                stores.postgresUser(),
                stores.postgresPassword(),
                settings.data().resolve("logs"));
    return settings.stackOnly() ? stack : stack + node(settings);
  }

  /** Behind the #, the token is neither sent nor logged when the page is asked for. */
  static String setUp(UpSettings settings, String token) {
    return """

        Nobody has an account yet. Make the first one here, before somebody else does:
          http://127.0.0.1:%d/setup#%s"""
        .formatted(settings.port(Port.HTTP), token);
  }

  private static String node(UpSettings settings) {
    int port = settings.port(Port.HTTP);
    String visitors =
        settings.demo()
            ? "  demo        http://127.0.0.1:%d/%s/live (its visitors are simulated)"
                .formatted(port, DemoPart.WEBSITE)
            : "\nTo see visitors without a website of yours: ./footfall up --demo, or ./footfall simulate%s"
                .formatted(port == DEFAULT_PORT ? "" : " --url http://127.0.0.1:" + port);
    return "\n\n  dashboard   http://127.0.0.1:%d/\n%s".formatted(port, visitors);
  }
}
