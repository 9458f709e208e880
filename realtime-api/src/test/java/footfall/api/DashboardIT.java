package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import footfall.api.access.Guard;
import footfall.api.access.Token;
import footfall.api.live.EncodedFrame;
import footfall.api.live.LiveCounters;
import footfall.api.live.LiveRoute;
import footfall.api.live.LiveRouteSettings;
import footfall.api.stats.FunnelRoute;
import footfall.api.stats.StatsRoute;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.clickhouse.ClickHouseSchema;
import footfall.persistence.clickhouse.ClickHouseSettings.Server;
import footfall.persistence.stats.ClickHouseStats;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The built dashboard in a real headless browser, over this server, PostgreSQL and ClickHouse. */
class DashboardIT {
  private static AccountsForTests accounts;
  private static LocalStack stack;
  private static ClickHouseStats history;

  @BeforeAll
  static void start() throws SQLException {
    accounts = new AccountsForTests();
    accounts.startAfresh();
    stack = LocalStack.forTests(Service.CLICKHOUSE);
    Server server =
        new Server(
            URI.create(stack.addresses().clickHouseUrl()),
            stack.addresses().clickHouseUser(),
            stack.addresses().clickHousePassword(),
            "footfall",
            Optional.empty());
    ClickHouseSchema.migrate(server);
    history = new ClickHouseStats(server, accounts.clock());
  }

  @AfterAll
  static void stop() {
    history.close();
    stack.stop(Service.CLICKHOUSE);
    stack.close();
    accounts.close();
  }

  @Test
  void anOwnerSetsUpAWebsiteAndInvitesAViewerWhoChangesNothing() throws Exception {
    try (AccountApi api = accounts.newApi()) {
      String token = Token.fresh();
      api.offerSetUp(token);

      assertThat(walked(serve(api), token))
          .contains("\"set up\"")
          .contains("\"every metric and every list\"")
          .contains("\"funnel\"")
          .contains("\"password changed\"")
          .contains("\"a viewer changes nothing\"")
          .contains("\"shared\"")
          .contains("\"complaints\":[]");
    }
  }

  private static InetSocketAddress serve(AccountApi api) {
    Guard guard = new Guard(api.access());
    return new ApiServer(
            accounts.kit().system(),
            HttpSettings.at("127.0.0.1", 0),
            List.of(),
            List.of(
                api.route(),
                LiveRoute.create(
                    websiteId ->
                        Source.<EncodedFrame>maybe()
                            .mapMaterializedValue(held -> NotUsed.getInstance()),
                    new NoSessions(),
                    api.live(),
                    LiveRouteSettings.DEFAULT,
                    new LiveCounters()),
                StatsRoute.create(history, guard, accounts.websites()::find, accounts.clock()),
                FunnelRoute.create(
                    history, api.funnels(), guard, accounts.websites()::find, accounts.clock()),
                ApiServer.page()),
            new Probes(List::of, () -> ""))
        .bind()
        .toCompletableFuture()
        .join();
  }

  /** What the walk of {@code walk.mjs} reached. */
  private static String walked(InetSocketAddress server, String token)
      throws IOException, InterruptedException {
    Process walk =
        new ProcessBuilder(
                "node",
                "test/walk.mjs",
                "http://127.0.0.1:" + server.getPort(),
                token,
                Path.of("target", "dashboard-walk.png").toAbsolutePath().toString())
            .directory(Path.of("src", "main", "web").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String reached = new String(walk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(walk.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return reached;
    } finally {
      walk.destroy();
    }
  }
}
