package footfall.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;

/** By what user and password the journals' driver is let in, where Cassandra asks for them. */
final class CassandraLogin {
  private static final String PROVIDER = "datastax-java-driver.advanced.auth-provider";

  private CassandraLogin() {}

  /**
   * The settings of an actor system whose driver logs in as {@code footfall.cassandra} says.
   *
   * @throws IllegalArgumentException where only one of user and password is set
   */
  static Config over(Config config) {
    String user = config.getString("footfall.cassandra.user");
    String password = config.getString("footfall.cassandra.password");
    if (user.isEmpty() != password.isEmpty()) {
      throw new IllegalArgumentException(
          "Set both FOOTFALL_CASSANDRA_USER and FOOTFALL_CASSANDRA_PASSWORD, or neither");
    }
    if (user.isEmpty()) {
      return config;
    }
    return ConfigFactory.parseMap(
            Map.of(
                PROVIDER + ".class", "PlainTextAuthProvider",
                PROVIDER + ".username", user,
                PROVIDER + ".password", password))
        .withFallback(config);
  }
}
