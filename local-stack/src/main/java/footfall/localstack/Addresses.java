package footfall.localstack;

import java.util.Map;

/**
 * Where the running services answer, all on one address. Asking for one that was not started throws
 * {@link IllegalStateException}.
 *
 * @param host loopback, or of a private network of this machine
 * @param ports listening port per service that was started
 * @param clickHousePassword of user {@code default}; empty by default
 */
public record Addresses(String host, Map<Service, Integer> ports, String clickHousePassword) {
  public Addresses {
    ports = Map.copyOf(ports);
  }

  public int port(Service service) {
    Integer port = ports.get(service);
    if (port == null) {
      throw new IllegalStateException(service.label() + " was not started in this stack");
    }
    return port;
  }

  /** Bootstrap servers, {@code host:port}. */
  public String kafka() {
    return host + ":" + port(Service.KAFKA);
  }

  /** Contact point, {@code host:port}. */
  public String cassandra() {
    return host + ":" + port(Service.CASSANDRA);
  }

  public String cassandraDatacenter() {
    return CassandraRecipe.DATACENTER;
  }

  /** The HTTP interface. */
  public String clickHouseUrl() {
    return "http://" + host + ":" + port(Service.CLICKHOUSE);
  }

  /** For clickhouse-jdbc; the database {@code footfall} exists. */
  public String clickHouseJdbcUrl() {
    return "jdbc:clickhouse:" + clickHouseUrl() + "/footfall";
  }

  public String clickHouseUser() {
    return "default";
  }

  /** The database {@code footfall} exists. */
  public String postgresJdbcUrl() {
    return PostgresRecipe.jdbcUrl(host, port(Service.POSTGRES));
  }

  public String postgresUser() {
    return PostgresRecipe.NAME;
  }

  public String postgresPassword() {
    return PostgresRecipe.NAME;
  }
}
