package footfall.persistence.metadata;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The one row that says which cluster this is. */
public final class ClusterIdentities {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Metadata metadata;

  public ClusterIdentities(Metadata metadata) {
    this.metadata = metadata;
  }

  /**
   * The cluster's identity, made by whichever node starts first.
   *
   * @param partitions that topic {@code events} has
   * @param topicId Kafka's id of that topic
   * @throws IllegalStateException when the cluster was made with other partitions or another topic
   */
  public ClusterIdentity remember(int partitions, String topicId) {
    metadata.ask("remember the cluster's identity", c -> insert(c, partitions, topicId));
    ClusterIdentity made = find().orElseThrow();
    if (made.partitions() != partitions) {
      throw new IllegalStateException(
          "Topic events has %d partitions, this cluster was made with %d: visitors would move between shards. Use the Kafka this cluster was made with, or start a new cluster with data of its own."
              .formatted(partitions, made.partitions()));
    }
    if (!made.topicId().equals(topicId)) {
      throw new IllegalStateException(
          "Topic events has the id %s, this cluster was made with %s: the topic was deleted and made anew, or this is another Kafka. Use the Kafka this cluster was made with, or start a new cluster with data of its own."
              .formatted(topicId, made.topicId()));
    }
    return made;
  }

  /** What is remembered; empty before the first start. */
  public Optional<ClusterIdentity> find() {
    return metadata.ask("read the cluster's identity", ClusterIdentities::select);
  }

  /**
   * Raises the generation by one, so that what is counted from now on replaces what was counted
   * before.
   *
   * @return the new generation
   * @throws IllegalStateException when no cluster was made yet
   */
  public long raiseGeneration() {
    return metadata
        .ask("raise the cluster's generation", ClusterIdentities::raise)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no cluster yet whose generation could be raised: start a node first."));
  }

  private static int insert(Connection connection, int partitions, String topicId)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into cluster_identity (partitions, topic_id, user_hash_key, route_key)"
                + " values (?, ?, ?, ?) on conflict do nothing")) {
      insert.setInt(1, partitions);
      insert.setString(2, topicId);
      insert.setBytes(3, random(16));
      insert.setBytes(4, random(32));
      return insert.executeUpdate();
    }
  }

  private static Optional<ClusterIdentity> select(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "select partitions, topic_id, generation, user_hash_key, route_key"
                    + " from cluster_identity");
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new ClusterIdentity(
                  row.getInt(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getBytes(4),
                  row.getBytes(5)))
          : Optional.empty();
    }
  }

  private static Optional<Long> raise(Connection connection) throws SQLException {
    try (PreparedStatement raise =
            connection.prepareStatement(
                "update cluster_identity set generation = generation + 1 returning generation");
        ResultSet row = raise.executeQuery()) {
      return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
