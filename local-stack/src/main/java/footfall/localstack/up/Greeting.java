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
    return settings.stackOnly() ? stack : stack + node(settings.port(Port.HTTP));
  }

  /** Behind the #, the token is neither sent nor logged when the page is asked for. */
  static String setUp(UpSettings settings, String token) {
    return """

        Nobody has an account yet. Make the first one here, before somebody else does:
          http://127.0.0.1:%d/setup#%s"""
        .formatted(settings.port(Port.HTTP), token);
  }

  private static String node(int port) {
    return """

          live page   http://127.0.0.1:%1$d/

        Make a website, send a first hit and see it on http://127.0.0.1:%1$d/?website=example.org
          ./footfall website add example.org
          curl -sS http://127.0.0.1:%1$d/api/event -H 'Content-Type: application/json' \\
            -d '{"website_id":"example.org","event_type":"pageview","visitor_id":"me","client_timestamp":'$(date +%%s000)',"page_url":"https://example.org/hello","user_agent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}'
        Or let seeded visitors come, to http://127.0.0.1:%1$d/?website=demo
          ./footfall simulate --rate 50%2$s"""
        .formatted(port, port == DEFAULT_PORT ? "" : " --url http://127.0.0.1:" + port);
  }
}
