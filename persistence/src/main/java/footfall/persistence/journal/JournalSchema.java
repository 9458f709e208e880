package footfall.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The keyspaces and tables of the journals, as numbered CQL files that are safe to apply again.
 *
 * <p>One node at a time: Cassandra does not order schema changes that come from two at once.
 *
 * @param replicationFactor copies of each row in each data centre
 * @param minuteTtl how long rows of a website-minute stay; must outlast its live hour by the time
 *     it stays after its last change
 */
public record JournalSchema(int replicationFactor, Duration minuteTtl) {

  /** The files in the order in which they are applied. */
  static final List<String> FILES =
      List.of("001_session_shard_journal.cql", "002_website_minute_journal.cql");

  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

  public JournalSchema {
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          "the replication factor must be positive, was " + replicationFactor);
    }
    if (minuteTtl.toSeconds() < 1 || minuteTtl.toSeconds() > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException(
          "the TTL of website-minutes must be from 1 s to 17 years, was " + minuteTtl);
    }
  }

  /** Creates what is not there and sets the TTL. */
  public void applyTo(CqlSession session) {
    FILES.stream()
        .flatMap(file -> statements(file).stream())
        .map(cql -> SimpleStatement.newInstance(cql).setTimeout(STATEMENT_TIMEOUT))
        .forEach(session::execute);
  }

  /** The statements of one file, without comments, with the settings filled in. */
  List<String> statements(String file) {
    String replication =
        "{'class': 'NetworkTopologyStrategy', 'replication_factor': " + replicationFactor + "}";
    String cql =
        read(file)
            .replaceAll("(?m)^--.*$", "")
            .replace("${replication}", replication)
            .replace("${minute_ttl_seconds}", String.valueOf(minuteTtl.toSeconds()));
    return Arrays.stream(cql.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static String read(String file) {
    try (InputStream in = JournalSchema.class.getResourceAsStream("/cassandra/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cassandra/" + file + " is not readable on the classpath", e);
    }
  }
}
