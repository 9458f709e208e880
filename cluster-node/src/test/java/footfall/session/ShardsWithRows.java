package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseEventStore;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.clickhouse.ClickHouseSettings;
import footfall.persistence.clickhouse.RefusedRows;
import footfall.session.ShardOnStack.Tuning;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Shards on the shared stack whose rows go to a ClickHouse of their own. */
final class ShardsWithRows implements AutoCloseable {
  private final ShardStack stack = ShardStack.shared();
  private final LocalStack clickHouse = LocalStack.forTests(Service.CLICKHOUSE);
  private final List<ShardOnStack> started = new ArrayList<>();
  private ClickHouseEventStore store;

  ShardsWithRows() throws SQLException {
    ClickHouseSchema.migrate(server());
  }

  private ClickHouseSettings.Server server() {
    return ClickHouseSettings.Server.at(clickHouse.addresses().clickHouseUrl());
  }

  /** As after a restart of the node: what its predecessor had not stored is gone with it. */
  List<ShardOnStack> start(Tuning tuning, int... partitions) {
    stop();
    store =
        ClickHouseEventStore.open(
            ClickHouseSettings.of(server()), stack.topic.topicId(), new NoRefusals());
    for (int partition : partitions) {
      started.add(new ShardOnStack(stack, partition, store, tuning));
    }
    return List.copyOf(started);
  }

  /** As kill -9. */
  void stop() {
    started.forEach(ShardOnStack::close);
    started.clear();
    if (store != null) {
      store.close();
      store = null;
    }
  }

  private static final class NoRefusals implements RefusedRows {
    @Override
    public void event(int partition, long offset, String detail) {
      throw new AssertionError("refused " + offset + ": " + detail);
    }

    @Override
    public void session(String table, long version, String detail) {
      throw new AssertionError("refused " + version + ": " + detail);
    }
  }

  /** The answer to a query as text, over plain HTTP, past the product's code. */
  String ask(String sql) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(clickHouse.addresses().clickHouseUrl() + "/?database=footfall"))
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Override
  public void close() {
    stop();
    clickHouse.close();
  }
}
