package footfall.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.stream.javadsl.Source;
import footfall.api.ApiServer;
import footfall.api.HttpSettings;
import footfall.protocol.live.LiveFrame;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that do not read, over real sockets with small buffers. */
class SlowReaderTest {
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final Duration ANSWER = SLOW.multipliedBy(4);

  private final LiveCounters counters = new LiveCounters();
  private final ActorTestKit kit = ActorTestKit.create();
  private final BlockingQueue<CompletionStage<Done>> ends = new LinkedBlockingQueue<>();
  private ServerBinding server;

  @BeforeEach
  void bind() throws Exception {
    EncodedFrame large = largeFrame();
    LiveFeed feed =
        websiteId ->
            Source.tick(Duration.ZERO, Duration.ofMillis(5), large)
                .watchTermination(
                    (cancellable, done) -> {
                      ends.add(done);
                      return NotUsed.getInstance();
                    });
    LiveRouteSettings settings = new LiveRouteSettings(SLOW, ANSWER, 1_024, Set.of());
    server =
        Http.get(kit.system())
            .newServerAt("127.0.0.1", 0)
            .withSettings(ApiServer.settingsOf(kit.system(), HttpSettings.at("127.0.0.1", 0)))
            .bind(
                LiveRoute.create(feed, new NoSessions(), AnybodyLooks.access(), settings, counters))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    kit.shutdownTestKit();
  }

  private static final class NoSessions implements ActiveSessionsSource {
    @Override
    public CompletionStage<List<ActiveSession>> list(String websiteId) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Optional<ActiveSession>> find(String websiteId, UUID sessionId) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  @Test
  void aClientThatNeverReadsIsCutAndItsConnectionClosed() throws Exception {
    try (Socket client = upgraded()) {
      CompletionStage<Done> end = ends.poll(5, TimeUnit.SECONDS);
      long start = System.nanoTime();

      end.handle((done, failure) -> done).toCompletableFuture().get(20, TimeUnit.SECONDS);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SLOW.dividedBy(2));
      assertThat(readToTheEnd(client)).isPositive();
    }
  }

  @Test
  void theConnectionOfAClientThatNeverReadsIsTornDownWithoutWaitingForIt() throws Exception {
    try (Socket client = upgraded()) {
      Awaitility.await().atMost(SLOW.plusSeconds(20)).until(() -> counters.cut() == 1);

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> isReset(client));
    }
  }

  /** A pong nobody asked for is allowed, and shows whether the other side still is there. */
  private static boolean isReset(Socket client) throws Exception {
    try {
      client.getOutputStream().write(new byte[] {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0});
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Test
  void aClientThatAnswersNoPingIsCutThoughTheKernelTakesEverythingForIt() throws Exception {
    try (Socket client = upgraded()) {
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[1 << 20];
      int read;
      do {
        read = readOrEnd(in, buffer);
      } while (read > 0);

      assertThat(counters.cut()).isEqualTo(1);
    }
  }

  private static int readOrEnd(InputStream in, byte[] buffer) throws Exception {
    try {
      return in.read(buffer);
    } catch (SocketException reset) {
      return -1;
    }
  }

  @Test
  void aClientThatReadsIsNotCut() throws Exception {
    try (Socket client = upgraded()) {
      CompletionStage<Done> end = ends.poll(5, TimeUnit.SECONDS);
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[1 << 20];
      long until = System.nanoTime() + SLOW.multipliedBy(2).toNanos();
      long read = 0;
      while (System.nanoTime() < until) {
        read += in.read(buffer);
      }

      assertThat(read).isGreaterThan(1 << 20);
      assertThat(end.toCompletableFuture()).isNotDone();
    }
  }

  private Socket upgraded() throws Exception {
    Socket client = new Socket();
    client.setReceiveBufferSize(8 * 1024);
    client.setSoTimeout(30_000);
    client.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.localAddress().getPort()));
    String request =
        String.join(
            "\r\n",
            "GET /api/live/shop HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  /** Reads what the kernel still holds; returns at the end of the connection. */
  private static long readToTheEnd(Socket client) throws Exception {
    InputStream in = client.getInputStream();
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
      }
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return total;
  }

  private EncodedFrame largeFrame() {
    List<LiveFrame.Top> none = List.of();
    List<LiveFrame.Top> pages = List.of(new LiveFrame.Top("/" + "x".repeat(200_000), 1));
    return new EncodedFrame(
        new LiveFrame(
            "shop", 1, 1, 1, 1, 0.016, 1, List.of(), pages, none, none, none, List.of(), false, 0,
            false, List.of()),
        counters);
  }
}
