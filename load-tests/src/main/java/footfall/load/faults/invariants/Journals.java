package footfall.load.faults.invariants;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import footfall.localstack.Addresses;
import footfall.localstack.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Both journals, read row by row past Akka. */
final class Journals implements AutoCloseable {
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Packed sessions: large, and not needed here. */
  private static final String CHUNK = "footfall.session.ShardEvent$Chunk";

  private final CqlSession cassandra;

  Journals(Addresses stores) {
    this.cassandra =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(stores.host(), stores.port(Service.CASSANDRA)))
            .withLocalDatacenter(stores.cassandraDatacenter())
            .withConfigLoader(
                DriverConfigLoader.fromString(
                    "datastax-java-driver.basic.request.timeout = " + TIMEOUT.toSeconds() + " s"))
            .build();
  }

  /** Every row of the session shards' journal; of chunks without what they hold. */
  List<JournalRow> shards() throws IOException {
    return rows("footfall_session_shard.messages", id -> true);
  }

  /** Rows of the website-minutes whose website begins so. */
  List<JournalRow> minutes(String prefix) throws IOException {
    return rows(
        "footfall_website_minute.messages", id -> id.startsWith("website-minute|" + prefix));
  }

  private List<JournalRow> rows(String table, Predicate<String> wanted) throws IOException {
    List<JournalRow> rows = new ArrayList<>();
    SimpleStatement select =
        SimpleStatement.newInstance(
            "SELECT persistence_id, sequence_nr, timestamp, writer_uuid, ser_manifest, event FROM "
                + table);
    for (Row row : cassandra.execute(select.setPageSize(500))) {
      String id = row.getString("persistence_id");
      if (wanted.test(id)) {
        String type = row.getString("ser_manifest");
        rows.add(
            new JournalRow(
                id,
                row.getLong("sequence_nr"),
                row.getUuid("timestamp").timestamp(),
                row.getString("writer_uuid"),
                type,
                type.equals(CHUNK) ? CBOR.nullNode() : event(row.getByteBuffer("event"))));
      }
    }
    return rows;
  }

  private static JsonNode event(ByteBuffer stored) throws IOException {
    byte[] bytes = new byte[stored.remaining()];
    stored.duplicate().get(bytes);
    return CBOR.readTree(bytes);
  }

  @Override
  public void close() {
    cassandra.close();
  }
}
