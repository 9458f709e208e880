package footfall.load.faults.stores;

import footfall.load.faults.Cluster;
import footfall.load.faults.Fault;
import footfall.load.faults.FaultOutcome;
import footfall.load.faults.FaultOutcome.Notes;
import footfall.localstack.Addresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * ClickHouse refuses every insert with "too many parts", as one does whose merges have fallen
 * behind: the bound is lowered to below what is there.
 *
 * @param time how long
 */
record TooManyParts(String id, Duration time) implements Fault {
  private static final List<String> TABLES = List.of("events", "sessions");

  @Override
  public String name() {
    return "clickhouse refuses inserts for too many parts, for " + time.toSeconds() + " s";
  }

  @Override
  public FaultOutcome inflict(Cluster cluster, RandomGenerator random) throws Exception {
    Notes notes = new Notes(id);
    Crew crew = Crew.of(cluster);
    Addresses stores = cluster.stores().addresses();
    try {
      for (String table : TABLES) {
        alter(stores, table, "MODIFY SETTING parts_to_delay_insert = 1, parts_to_throw_insert = 1");
      }
      notes.did("lower the bound of parts to 1");
      new LiveGoesOn().pass(cluster, time, notes);
    } finally {
      for (String table : TABLES) {
        alter(stores, table, "RESET SETTING parts_to_delay_insert, parts_to_throw_insert");
      }
    }
    notes.did("reset the bound");
    Duration drained = crew.awaitCounted(cluster, cluster.recoveryFromNow(), notes);
    notes.took("hits stored again after the bound was reset", drained, Limits.DRAINED);
    crew.mustAllLive("only clickhouse refused inserts", notes);
    return notes.outcome();
  }

  private static void alter(Addresses stores, String table, String change)
      throws IOException, InterruptedException {
    String sql = "ALTER TABLE footfall." + table + " " + change;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stores.clickHouseUrl() + "/"))
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("ClickHouse refused " + sql + ": " + answer.body());
    }
  }
}
