package footfall.website;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What is stored of a website's minutes, asked for many minutes at once; never blocks. */
@FunctionalInterface
public interface MinuteJournal {
  /** As the journal's own reads and writes: a quorum, so that what was acknowledged is seen. */
  String PROFILE = "akka-persistence-cassandra-profile";

  /** A minute has some tens of events at most: all of them lie in the journal's first partition. */
  String EVENTS =
      "SELECT persistence_id, ser_id, ser_manifest, event FROM footfall_website_minute.messages"
          + " WHERE partition_nr = 0 AND persistence_id IN ?";

  /**
   * One answer for each minute, in any order; fails where the store did not answer.
   *
   * @param minutes epoch ms, each the beginning of a minute
   */
  CompletionStage<List<WebsiteMinute.Stored>> read(String websiteId, Collection<Long> minutes);

  /**
   * Reads the events of all minutes in one query, and folds them as the minutes' actors would: that
   * is what a page needs of a busy website's half hour, and starting its actors for it took some
   * hundred queries. A final that was acknowledged to its shard before is in the answer.
   *
   * @param session the connection to Cassandra, once the journal's tables are there
   */
  static MinuteJournal of(ActorSystem<?> system, Supplier<CompletionStage<CqlSession>> session) {
    Serialization serialization = SerializationExtension.get(system.classicSystem());
    return (websiteId, minutes) -> {
      Map<String, MinuteKey> keys = new HashMap<>();
      minutes.forEach(
          minute -> {
            MinuteKey key = new MinuteKey(websiteId, minute);
            keys.put(WebsiteMinute.persistenceId(key).id(), key);
          });
      SimpleStatement query =
          SimpleStatement.newInstance(EVENTS, List.copyOf(keys.keySet()))
              .setExecutionProfileName(PROFILE);
      Map<String, WebsiteMinute.Finals> found = new HashMap<>();
      return session
          .get()
          .thenCompose(cassandra -> cassandra.executeAsync(query))
          // Not on the driver's own threads, which every journal shares.
          .thenComposeAsync(page -> fold(page, serialization, found), system.executionContext())
          .thenApply(
              done ->
                  keys.entrySet().stream()
                      .map(
                          key ->
                              found
                                  .getOrDefault(key.getKey(), WebsiteMinute.Finals.NONE)
                                  .stored(key.getValue()))
                      .toList());
    };
  }

  private static CompletionStage<Void> fold(
      AsyncResultSet page, Serialization serialization, Map<String, WebsiteMinute.Finals> found) {
    for (Row row : page.currentPage()) {
      WebsiteMinute.PartsFinished event = event(row, serialization);
      found.compute(
          row.getString("persistence_id"),
          (id, before) -> (before == null ? WebsiteMinute.Finals.NONE : before).with(event));
    }
    return page.hasMorePages()
        ? page.fetchNextPage().thenCompose(next -> fold(next, serialization, found))
        : CompletableFuture.completedFuture(null);
  }

  private static WebsiteMinute.PartsFinished event(Row row, Serialization serialization) {
    ByteBuffer bytes = row.getByteBuffer("event");
    byte[] form = new byte[bytes.remaining()];
    bytes.get(form);
    return (WebsiteMinute.PartsFinished)
        serialization.deserialize(form, row.getInt("ser_id"), row.getString("ser_manifest")).get();
  }
}
