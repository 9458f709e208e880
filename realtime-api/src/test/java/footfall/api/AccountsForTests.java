package footfall.api;

import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.Directives;
import akka.japi.function.Function;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import footfall.api.access.KnownViewer;
import footfall.api.access.Token;
import footfall.api.account.Passwords;
import footfall.api.collect.Network;
import footfall.api.collect.RealPeer;
import footfall.api.collect.TrustedProxies;
import footfall.api.rest.Operation;
import footfall.localstack.Service;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Users;
import footfall.persistence.metadata.WebsiteDirectory;
import footfall.persistence.metadata.Websites;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * All routes of accounts and settings over a real PostgreSQL, that of all classes of this JVM, each
 * time on an empty database: for each test where it is registered as an extension, which also ends
 * it with the class.
 */
public final class AccountsForTests implements BeforeEachCallback, AfterAllCallback, AutoCloseable {
  /** Its word about addresses and HTTPS is taken. */
  public static final String PROXY = "10.9.9.9";

  /** Cheap: what passwords cost has a test of its own. */
  private static final Passwords.Cost CHEAP = new Passwords.Cost(64, 1);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final ActorTestKit kit =
      ActorTestKit.create(ConfigFactory.parseString("akka.loglevel = WARNING"));
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private OwnDatabase database;
  private Metadata metadata;
  private WebsiteDirectory websites;
  private AccountApi api;
  private Function<HttpRequest, CompletionStage<HttpResponse>> handler;

  @Override
  public void beforeEach(ExtensionContext test) {
    startAfresh();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    close();
  }

  /** Goes on with an empty database, and with the clock as it is. */
  public void startAfresh() {
    stopApi();
    database = new OwnDatabase();
    now.set(Instant.now().truncatedTo(ChronoUnit.MICROS));
    metadata = database.open();
    websites = WebsiteDirectory.start(new Websites(metadata));
    api = newApi();
    handler = Directives.concat(LiveServer.route(api), api.route()).seal().handler(kit.system());
  }

  /** Another node of the same cluster. */
  public AccountApi newApi() {
    return new AccountApi(
        new AccountApi.Settings(
            metadata,
            websites,
            new byte[32],
            new RealPeer(new TrustedProxies(List.of(Network.parse(PROXY)))),
            CHEAP,
            clock()),
        kit.system());
  }

  /** Somebody new. */
  public Client client() {
    return new Client(this);
  }

  public WebsiteDirectory websites() {
    return websites;
  }

  public ActorTestKit kit() {
    return kit;
  }

  public List<Operation> operations() {
    return api.operations();
  }

  /** Hashes of passwords computed by one try to sign in. */
  public long hashesOf(Runnable signIn) {
    long before = api.hashed();
    signIn.run();
    return api.hashed() - before;
  }

  public AccountApi api() {
    return api;
  }

  /** Who would send a request. */
  public KnownViewer viewer(HttpRequest request) {
    return (KnownViewer) get(api.access().of(request));
  }

  /** The clock stands still but for this. */
  public void passTime(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** Makes the first account, as the link of {@code ./footfall up} does. */
  public Client setUp(String email) {
    Client client = client();
    client.keep(setUpAnswer(email));
    return client;
  }

  /** The same, and what is answered. */
  public Client.Answer setUpAnswer(String email) {
    String token = Token.fresh();
    new Users(metadata).offerSetUp(Token.hash(token));
    return client()
        .post(
            "/api/setup",
            "{\"token\":\"%s\",\"email\":\"%s\",\"name\":\"Ann\",\"password\":\"correct horse\"}"
                .formatted(token, email));
  }

  /** Changes the database as another node would: this one knows of it a second later. */
  public void elsewhere(String statement) {
    database.execute(statement);
  }

  /** All that is in some tables, as text. */
  public String rows(String... tables) {
    StringBuilder text = new StringBuilder();
    try (Connection connection = database.connect();
        Statement read = connection.createStatement()) {
      for (String table : tables) {
        try (ResultSet row = read.executeQuery("select t::text from " + table + " t")) {
          while (row.next()) {
            text.append(row.getString(1)).append('\n');
          }
        }
      }
      return text.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void goAway() {
    database.server().kill(Service.POSTGRES);
    // A backend outlives its killed server a little.
    await().until(() -> !metadata.reachable());
  }

  public void comeBack() {
    database.server().restart(Service.POSTGRES);
  }

  public HttpResponse send(HttpRequest request) {
    try {
      return get(handler.apply(request));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  Client.Answer answer(HttpRequest request) {
    HttpResponse response = send(request);
    String text =
        get(response.entity().toStrict(PATIENCE_SECONDS * 1_000, kit.system()))
            .getData()
            .utf8String();
    List<String> cookies =
        StreamSupport.stream(response.getHeaders().spliterator(), false)
            .filter(header -> header.is("set-cookie"))
            .map(HttpHeader::value)
            .toList();
    try {
      return new Client.Answer(
          response.status().intValue(),
          JSON.readTree(text.startsWith("{") ? text : "{}"),
          cookies,
          response.getHeader("Retry-After").map(HttpHeader::value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stopApi();
    kit.shutdownTestKit();
  }

  private void stopApi() {
    if (api != null) {
      api.close();
      websites.close();
      metadata.close();
      database.close();
    }
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
