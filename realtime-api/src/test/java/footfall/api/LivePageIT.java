package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import akka.stream.javadsl.Source;
import footfall.api.live.AnybodyLooks;
import footfall.api.live.EncodedFrame;
import footfall.api.live.LiveCounters;
import footfall.api.live.LiveFeed;
import footfall.api.live.LiveRoute;
import footfall.api.live.LiveRouteSettings;
import footfall.protocol.live.LiveFrame;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The built page, the server that hands it out, and a real headless browser between them. */
class LivePageIT {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final long MINUTE = 60_000;

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aBrowserShowsTheFrameThatThisServerSends() throws Exception {
    String seen = seenByBrowser("/?website=shop.example");

    assertThat(seen)
        .contains("\"website\": \"shop.example\"")
        .contains("\"status\": \"Live\"")
        .contains("\"activeUsers\": 1234")
        .contains("\"pageviews30m\": 465")
        .contains("\"bars\": 30")
        .contains("\"pageviewsInBars\": 465")
        .contains("\"label\": \"/grüße\"")
        .contains("\"label\": \"Germany\"")
        .contains("\"complaints\": []");
  }

  private static String seenByBrowser(String address) throws IOException, InterruptedException {
    InetSocketAddress server = serve();
    Process browser =
        new ProcessBuilder(
                "node",
                "test/open-live.mjs",
                "http://127.0.0.1:" + server.getPort() + address,
                Path.of("target", "live-page-served.png").toAbsolutePath().toString())
            .directory(Path.of("src", "main", "web").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String seen = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(browser.waitFor(90, TimeUnit.SECONDS)).isTrue();
      return seen;
    } finally {
      browser.destroy();
    }
  }

  private static InetSocketAddress serve() {
    LiveCounters counters = new LiveCounters();
    LiveFeed feed =
        websiteId ->
            Source.single(new EncodedFrame(frameOf(websiteId), counters)).concat(Source.maybe());
    return new ApiServer(
            KIT.system(),
            HttpSettings.at("127.0.0.1", 0),
            List.of(),
            List.of(
                ticket(),
                LiveRoute.create(
                    feed,
                    new NoSessions(),
                    AnybodyLooks.access(),
                    LiveRouteSettings.DEFAULT,
                    counters),
                ApiServer.page()),
            new Probes(List::of, () -> ""))
        .bind()
        .toCompletableFuture()
        .join();
  }

  /** Accounts have tests of their own. */
  private static Route ticket() {
    return Directives.path(
        PathMatchers.segment("api").slash("live").slash(PathMatchers.segment()).slash("ticket"),
        websiteId ->
            Directives.post(
                () ->
                    Directives.complete(
                        HttpEntities.create(
                            ContentTypes.APPLICATION_JSON, "{\"ticket\":\"any\"}"))));
  }

  private static LiveFrame frameOf(String websiteId) {
    long now = System.currentTimeMillis();
    long last = now - now % MINUTE;
    List<LiveFrame.Minute> minutes =
        LongStream.rangeClosed(1, 30)
            .mapToObj(n -> new LiveFrame.Minute(last - (30 - n) * MINUTE, n, 0, n / 2))
            .toList();
    return new LiveFrame(
        websiteId,
        now,
        now,
        1_234,
        2_000,
        0.016,
        465,
        minutes,
        List.of(new LiveFrame.Top("/gr%C3%BC%C3%9Fe", 400)),
        List.of(new LiveFrame.Top("DE", 465)),
        List.of(new LiveFrame.Top("organic", 465)),
        List.of(new LiveFrame.Top("mobile", 465)),
        List.of(
            new LiveFrame.RecentHit(
                now,
                "pageview",
                "",
                "/tea",
                "DE",
                "Köln",
                "direct",
                "mobile",
                "Firefox",
                List.of())),
        false,
        180,
        false,
        List.of(new LiveFrame.Conversions("a-goal", 12)));
  }
}
