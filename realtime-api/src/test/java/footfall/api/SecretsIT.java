package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import footfall.api.Client.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is secret is told once to whom it belongs, and is nowhere else. */
class SecretsIT {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private static final String NEWCOMER =
      "{\"email\":\"%s\",\"name\":\"Bob\",\"password\":\"battery staple\"}";

  private static AccountsForTests accounts;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Level before = ROOT.getLevel();

  @BeforeAll
  static void startServer() {
    accounts = new AccountsForTests();
  }

  @AfterAll
  static void stopServer() {
    accounts.close();
  }

  @BeforeEach
  void listen() {
    log.start();
    ROOT.addAppender(log);
    ROOT.setLevel(Level.DEBUG);
    accounts.startAfresh();
  }

  @AfterEach
  void listenNoMore() {
    ROOT.detachAppender(log);
    ROOT.setLevel(before);
  }

  @Test
  void noSecretIsInTheLogTheDatabaseOrALaterAnswer() {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("password", "correct horse");
    secrets.put("another password", "battery staple");
    secrets.put("password of a link", "open sesame");
    Client ann = accounts.setUp("ann@example.org");
    secrets.put("session", ann.cookie().split("=", 2)[1]);
    String website =
        "/api/websites/"
            + ann.post("/api/websites", "{\"domain\":\"example.org\"}").text("website_id");
    String token = ann.post(website + "/invites", "{\"role\":\"admin\"}").text("token");
    secrets.put("invite", token);
    secrets.put(
        "API key",
        ann.post(website + "/api_keys", "{\"name\":\"k\",\"scopes\":[\"stats:read\"]}")
            .text("key"));
    String link =
        ann.post(website + "/shared_links", "{\"name\":\"l\",\"password\":\"open sesame\"}")
            .text("link_id");
    Answer opened = accounts.client().post("/api/share/" + link, "{\"password\":\"open sesame\"}");
    secrets.put("opened link", opened.cookies().get(0).split("[.;]", -1)[1]);
    Client bob = accounts.client();
    bob.keep(bob.post("/api/invites/" + token, NEWCOMER.formatted("bob@example.org")));
    secrets.put("session of the invited", bob.cookie().split("=", 2)[1]);

    List<Answer> answers = new ArrayList<>();
    for (String part :
        List.of("", "/members", "/invites", "/api_keys", "/shared_links", "/audit")) {
      answers.add(ann.get(website + part));
    }
    answers.add(bob.signIn("bob@example.org", "battery stable"));
    answers.add(ann.post("/api/login", "{\"password\":\"correct horse\""));
    answers.add(ann.post("/api/login", "{\"email\":\"a\",\"password\":\"correct horse\"}"));

    secrets.forEach(
        (what, secret) -> {
          assertThat(answers.toString()).as(what + " in an answer").doesNotContain(secret);
          assertThat(database()).as(what + " in the database").doesNotContain(secret);
          assertThat(logged()).as(what + " in the log").doesNotContain(secret);
        });
    assertThat(answers.toString()).doesNotContain("$argon2id$").doesNotContain("_hash");
    assertThat(logged()).as("who has an account").doesNotContain("@example.org");
  }

  @Test
  void whatPostgresRefusesIsNotQuotedInTheLog() {
    Client ann = accounts.setUp("ann@example.org");
    String website =
        "/api/websites/"
            + ann.post("/api/websites", "{\"domain\":\"example.org\"}").text("website_id");
    String goal = "{\"name\":\"secret plan\",\"goal_type\":\"duration\",\"threshold\":5}";
    ann.post(website + "/goals", goal);

    Answer second = ann.post(website + "/goals", goal);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("message")).doesNotContain("secret plan");
    assertThat(logged()).doesNotContain("secret plan");
  }

  private String database() {
    return accounts.rows(
        "users",
        "user_sessions",
        "invites",
        "api_keys",
        "share_sessions",
        "shared_links",
        "audit_log",
        "sign_in_attempts",
        "setup_link");
  }

  private String logged() {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      text.append(event.getFormattedMessage()).append('\n');
      if (event.getThrowableProxy() != null) {
        text.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
      }
    }
    return text.toString();
  }
}
