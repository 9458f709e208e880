package footfall.api;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.function.Function;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import footfall.api.access.KnownViewer;
import footfall.api.access.Revocations;
import footfall.api.access.Tickets;
import footfall.api.access.Token;
import footfall.api.account.Passwords;
import footfall.api.collect.Network;
import footfall.api.collect.RealPeer;
import footfall.api.collect.TrustedProxies;
import footfall.api.rest.Operation;
import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import footfall.persistence.metadata.Metadata;
import footfall.persistence.metadata.Users;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;

/** All routes of accounts and settings over a real PostgreSQL, each time on an empty database. */
public final class AccountsForTests implements AutoCloseable {
  /** Its word about addresses and HTTPS is taken. */
  public static final String PROXY = "10.9.9.9";

  /** Cheap: what passwords cost has a test of its own. */
  private static final Passwords.Cost CHEAP = new Passwords.Cost(64, 1);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final ActorTestKit kit =
      ActorTestKit.create(ConfigFactory.parseString("akka.loglevel = WARNING"));
  private final LocalStack stack = LocalStack.forTests(Service.POSTGRES);
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private int databases;
  private String url = stack.addresses().postgresJdbcUrl();
  private Metadata metadata;
  private AccountApi api;
  private Function<HttpRequest, CompletionStage<HttpResponse>> handler;

  /** A status and a body. */
  public record Answer(
      int status, JsonNode body, List<String> cookies, Optional<String> retryAfter) {
    public String text(String field) {
      return body.path(field).asText();
    }
  }

  /** Goes on with an empty database, and with the clock as it is. */
  public void startAfresh() {
    stopApi();
    String server = stack.addresses().postgresJdbcUrl();
    String database = "accounts" + ++databases;
    execute(server, "create database " + database);
    url = server.substring(0, server.lastIndexOf('/') + 1) + database;
    ahead.set(Duration.ZERO);
    metadata =
        Metadata.open(url, stack.addresses().postgresUser(), stack.addresses().postgresPassword());
    api = newApi();
    handler = api.route().seal().handler(kit.system());
  }

  /** Another node of the same cluster. */
  public AccountApi newApi() {
    return new AccountApi(
        new AccountApi.Settings(
            metadata,
            new byte[32],
            new RealPeer(new TrustedProxies(List.of(Network.parse(PROXY)))),
            CHEAP,
            clock()),
        kit.system());
  }

  public Metadata metadata() {
    return metadata;
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

  public Tickets tickets() {
    return api.tickets();
  }

  public Revocations revocations() {
    return api.revocations();
  }

  /** Who would send a request. */
  public KnownViewer viewer(HttpRequest request) {
    return (KnownViewer) get(api.access().of(request));
  }

  public void passTime(Duration time) {
    ahead.updateAndGet(time::plus);
  }

  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.now().plus(ahead.get());
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
    String token = Token.fresh();
    new Users(metadata).offerSetUp(Token.hash(token));
    Client client = new Client();
    Answer answer =
        client.post(
            "/api/setup",
            "{\"token\":\"%s\",\"email\":\"%s\",\"name\":\"Ann\",\"password\":\"correct horse\"}"
                .formatted(token, email));
    client.keep(answer);
    return client;
  }

  /** All that is in some tables, as text. */
  String rows(String... tables) {
    StringBuilder text = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection(
                url, stack.addresses().postgresUser(), stack.addresses().postgresPassword());
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
    stack.kill(Service.POSTGRES);
  }

  public void comeBack() {
    stack.restart(Service.POSTGRES);
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

  public Answer answer(HttpRequest request) {
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
      return new Answer(
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
    stack.stop(Service.POSTGRES);
    stack.close();
  }

  private void stopApi() {
    if (api != null) {
      api.close();
      metadata.close();
    }
  }

  private void execute(String at, String statement) {
    try (Connection connection =
            DriverManager.getConnection(
                at, stack.addresses().postgresUser(), stack.addresses().postgresPassword());
        Statement run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
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

  /** A browser or a program, with what it shows of itself. */
  public final class Client {
    private String peer = "192.0.2.1";
    private String cookie = "";
    private String csrfToken = "";
    private List<HttpHeader> headers = List.of();

    public Client from(String address) {
      peer = address;
      return this;
    }

    public Client with(String header, String value) {
      headers = List.of(RawHeader.create(header, value));
      return this;
    }

    public Client withCookie(String newCookie) {
      cookie = newCookie;
      return this;
    }

    /** Keeps the session that it got. */
    public void keep(Answer answer) {
      answer.cookies().forEach(set -> cookie = set.split(";", 2)[0]);
      if (answer.body().has("csrf_token")) {
        csrfToken = answer.text("csrf_token");
      }
    }

    public String cookie() {
      return cookie;
    }

    public Client forgetCsrfToken() {
      csrfToken = "";
      return this;
    }

    public Answer signIn(String email, String password) {
      Answer answer =
          post("/api/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
      keep(answer);
      return answer;
    }

    public Answer get(String path) {
      return answer(request(HttpMethods.GET, path, ""));
    }

    public Answer post(String path, String json) {
      return answer(request(HttpMethods.POST, path, json));
    }

    public Answer patch(String path, String json) {
      return answer(request(HttpMethods.PATCH, path, json));
    }

    public Answer delete(String path) {
      return answer(request(HttpMethods.DELETE, path, ""));
    }

    public HttpRequest request(HttpMethod method, String path, String json) {
      HttpRequest request =
          HttpRequest.create(path)
              .withMethod(method)
              .addHeaders(headers)
              .addAttribute(AttributeKeys.remoteAddress, RemoteAddress.create(address(peer)));
      if (!json.isEmpty()) {
        request = request.withEntity(ContentTypes.APPLICATION_JSON, json);
      }
      if (!cookie.isEmpty()) {
        request = request.addHeader(HttpHeader.parse("Cookie", cookie));
      }
      return csrfToken.isEmpty()
          ? request
          : request.addHeader(RawHeader.create("X-CSRF-Token", csrfToken));
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
