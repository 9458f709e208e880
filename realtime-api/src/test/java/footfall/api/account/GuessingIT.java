package footfall.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.api.AccountsForTests;
import footfall.api.Client;
import footfall.api.Client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GuessingIT {
  private static final String ANN = "ann@example.org";
  private static final String PASSWORD = "correct horse";
  private static final int GUESSES = 30;

  @RegisterExtension static final AccountsForTests accounts = new AccountsForTests();

  @Test
  void afterFiveFailuresAnAccountIsLockedFromEveryPeerAndWaitsLongerEachTime() {
    accounts.setUp(ANN);
    for (int failure = 1; failure <= 5; failure++) {
      Answer answer = anybody().from("192.0.2." + failure).signIn(ANN, "wrong password");
      assertThat(answer.status()).isEqualTo(401);
    }
    Answer locked = anybody().from("192.0.2.200").signIn(ANN, PASSWORD);
    assertThat(locked.status()).isEqualTo(429);
    assertThat(locked.retryAfter()).contains("1");

    accounts.passTime(Duration.ofSeconds(2));
    assertThat(anybody().signIn(ANN, "wrong password").status()).isEqualTo(401);
    assertThat(Integer.parseInt(anybody().signIn(ANN, PASSWORD).retryAfter().orElseThrow()))
        .isEqualTo(2);
    accounts.passTime(Duration.ofSeconds(3));
    assertThat(anybody().signIn(ANN, PASSWORD).status()).isEqualTo(200);
    assertThat(anybody().signIn(ANN, "wrong password").status()).as("counted anew").isEqualTo(401);
    assertThat(anybody().signIn(ANN, PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void aPeerThatGuessesAtManyAccountsIsLockedWhateverItSaysOfItsAddress() {
    accounts.setUp(ANN);
    Set<Integer> statuses = new HashSet<>();
    for (int guess = 0; guess < 20; guess++) {
      Answer answer =
          anybody()
              .with("X-Forwarded-For", "203.0.113." + guess)
              .signIn("u" + guess + "@example.org", "wrong password");
      statuses.add(answer.status());
    }
    assertThat(statuses).containsExactly(401);

    Answer locked =
        anybody().with("X-Forwarded-For", "203.0.113.99").signIn("other@example.org", PASSWORD);
    assertThat(locked.status()).isEqualTo(429);
    assertThat(anybody().from("192.0.2.77").signIn(ANN, PASSWORD).status())
        .as("others are not locked out")
        .isEqualTo(200);
  }

  @Test
  void behindATrustedProxyThePeerIsWhomTheProxyNames() {
    accounts.setUp(ANN);
    for (int guess = 0; guess < 20; guess++) {
      anybody()
          .from(AccountsForTests.PROXY)
          .with("X-Forwarded-For", "203.0.113.5")
          .signIn("u" + guess + "@example.org", "wrong password");
    }
    assertThat(
            anybody()
                .from(AccountsForTests.PROXY)
                .with("X-Forwarded-For", "203.0.113.5")
                .signIn(ANN, PASSWORD)
                .status())
        .isEqualTo(429);
    assertThat(
            anybody()
                .from(AccountsForTests.PROXY)
                .with("X-Forwarded-For", "203.0.113.6")
                .signIn(ANN, PASSWORD)
                .status())
        .isEqualTo(200);
  }

  @Test
  void whoHasNoAccountCostsTheSameHashAndGetsTheSameAnswer() {
    accounts.setUp(ANN);
    Answer[] answers = new Answer[2];

    long forKnown = accounts.hashesOf(() -> answers[0] = anybody().signIn(ANN, "wrong password"));
    long forUnknown =
        accounts.hashesOf(() -> answers[1] = anybody().signIn("eve@example.org", PASSWORD));

    assertThat(forUnknown).isEqualTo(forKnown).isEqualTo(1);
    assertThat(answers[1]).isEqualTo(answers[0]);
  }

  @Test
  void aLockedAccountCostsNoHash() {
    accounts.setUp(ANN);
    for (int failure = 0; failure < 5; failure++) {
      anybody().signIn(ANN, "wrong password");
    }
    assertThat(accounts.hashesOf(() -> anybody().signIn(ANN, PASSWORD))).isZero();
  }

  @Test
  void guessersOfManyPeersAtOnceLockOutStrangersAndNotTheDeviceThatHasSignedInBefore()
      throws Exception {
    Client ann = accounts.setUp(ANN);

    List<Integer> guessed = atOnce(guess -> anybody().from("198.51.100." + guess));

    assertThat(guessed).filteredOn(status -> status == 401).hasSize(5);
    assertThat(guessed).filteredOn(status -> status == 429).hasSize(GUESSES - 5);
    assertThat(anybody().signIn(ANN, PASSWORD).status()).as("elsewhere").isEqualTo(429);
    assertThat(anybody().onDevice(ann.device()).signIn(ANN, PASSWORD).status()).isEqualTo(200);
    assertThat(anybody().signIn(ANN, PASSWORD).status()).as("still locked").isEqualTo(429);
  }

  @Test
  void aDeviceThatHasSignedInBeforeGuessesNoMoreThanAnybody() throws Exception {
    String device = accounts.setUp(ANN).device();

    List<Integer> guessed = atOnce(guess -> anybody().onDevice(device).from("198.51.100." + guess));

    assertThat(guessed).filteredOn(status -> status == 401).hasSize(5);
    assertThat(guessed).filteredOn(status -> status == 429).hasSize(GUESSES - 5);
    assertThat(anybody().onDevice(device).signIn(ANN, PASSWORD).status()).isEqualTo(429);
    assertThat(anybody().signIn(ANN, PASSWORD).status()).as("others").isEqualTo(200);
  }

  @Test
  void aDevicesWordHoldsForTheAccountThatSignedInThereAndCannotBeMadeUp() {
    Client ann = accounts.setUp(ANN);
    Client bob = invited(ann, "bob@example.org");
    String id = ann.device().split("[=.]", -1)[1];
    for (int failure = 0; failure < 5; failure++) {
      anybody().signIn(ANN, "wrong password");
    }

    for (String madeUp :
        List.of(
            bob.device(),
            ann.device() + "x",
            ann.device() + "." + id,
            "footfall_device=" + id + ".",
            "footfall_device=" + id,
            "footfall_device=.",
            "footfall_device=" + "A".repeat(22) + "." + "A".repeat(43),
            "footfall_session=" + ann.device().split("=", 2)[1])) {
      assertThat(anybody().onDevice(madeUp).signIn(ANN, PASSWORD).status())
          .as(madeUp)
          .isEqualTo(429);
    }
    assertThat(anybody().onDevice(ann.device()).signIn(ANN, PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void whoIsGuessedAtCanStillChangeThePasswordAndWhoStealsASessionCannotGuessItForLong() {
    Client ann = accounts.setUp(ANN);
    for (int failure = 0; failure < 5; failure++) {
      anybody().signIn(ANN, "wrong password");
    }
    String change = "{\"current_password\":\"%s\",\"new_password\":\"battery staple\"}";

    assertThat(ann.post("/api/me/password", change.formatted(PASSWORD)).status()).isEqualTo(204);

    for (int failure = 0; failure < 5; failure++) {
      assertThat(ann.post("/api/me/password", change.formatted("wrong password")).status())
          .isEqualTo(400);
    }
    assertThat(ann.post("/api/me/password", change.formatted("battery staple")).status())
        .isEqualTo(429);
  }

  @Test
  void whoGuessesALinksPasswordWaitsAndOthersStillGetIn() {
    String link = linkWithPassword(accounts.setUp(ANN));
    for (int failure = 0; failure < 5; failure++) {
      assertThat(open(anybody().from("192.0.2.1"), link, "guessed it").status()).isEqualTo(401);
    }

    assertThat(open(anybody().from("192.0.2.1"), link, PASSWORD).status()).isEqualTo(429);
    assertThat(open(anybody().from("192.0.2.2"), link, PASSWORD).status()).isEqualTo(200);
    assertThat(open(anybody().from("192.0.2.1"), link, PASSWORD).status())
        .as("others' success frees no guesser")
        .isEqualTo(429);
  }

  @Test
  void guessersOfVeryManyPeersGetNoMoreThanAGuessInTenSecondsAndWhoHasOpenedTheLinkBeforeGetsIn() {
    String link = linkWithPassword(accounts.setUp(ANN));
    Client reader = anybody().from("192.0.2.9");
    reader.keep(open(reader, link, PASSWORD));
    for (int guess = 0; guess < 100; guess++) {
      assertThat(open(anybody().from("198.51.100." + guess), link, "guessed it").status())
          .isEqualTo(401);
      if (guess < 99) {
        assertThat(open(anybody().from("203.0.113." + guess), link, "").status()).isEqualTo(401);
      }
    }
    for (int seconds : new int[] {1, 2, 4, 8, 10, 10}) {
      Answer locked = open(anybody().from("203.0.113.200"), link, PASSWORD);
      assertThat(locked.status()).isEqualTo(429);
      assertThat(locked.retryAfter()).contains(Integer.toString(seconds));
      accounts.passTime(Duration.ofSeconds(seconds));
      assertThat(open(anybody().from("203.0.113." + seconds), link, "guessed it").status())
          .isEqualTo(401);
    }

    assertThat(open(reader, link, PASSWORD).status()).as("has opened it before").isEqualTo(200);
    accounts.passTime(Duration.ofDays(30));
    assertThat(open(reader, link, PASSWORD).status()).as("a month later").isEqualTo(200);
  }

  @Test
  void whoIsTurnedAwayBecauseTooManySignInHasNotTriedInVain() throws Exception {
    accounts.setUp(ANN);
    // A hash of half a second or more: six are admitted, and others are not.
    accounts.elsewhere(
        "insert into users (user_id, email, name, password_hash) select gen_random_uuid(),"
            + " 'u' || n || '@example.org', 'u', '$argon2id$v=19$m=65536,t=10,p=1$"
            + "A".repeat(22)
            + "$"
            + "A".repeat(43)
            + "' from generate_series(0, 7) n");

    List<Integer> statuses =
        atOnce(
            8,
            guess -> anybody().from("198.51.100." + guess),
            guess -> "u" + guess + "@example.org");

    assertThat(statuses).contains(503).contains(401).containsOnly(503, 401);
    long failures = statuses.stream().filter(status -> status == 401).count();
    List<String> counted = accounts.rows("sign_in_attempts").lines().toList();
    assertThat(counted)
        .filteredOn(row -> row.matches("\\(account:u.*,1,.*"))
        .hasSize((int) failures);
    assertThat(counted)
        .filteredOn(row -> row.matches("\\(peer:198.*,1,.*"))
        .hasSize((int) failures);
  }

  private static String linkWithPassword(Client owner) {
    String website = owner.post("/api/websites", "{\"domain\":\"example.org\"}").text("website_id");
    return owner
        .post(
            "/api/websites/" + website + "/shared_links",
            "{\"name\":\"board\",\"password\":\"%s\"}".formatted(PASSWORD))
        .text("link_id");
  }

  private static Answer open(Client client, String link, String password) {
    return client.post(
        "/api/share/" + link,
        password.isEmpty() ? "{}" : "{\"password\":\"%s\"}".formatted(password));
  }

  /** So many wrong passwords at the same time, and what was answered. */
  private static List<Integer> atOnce(IntFunction<Client> guesser) throws Exception {
    return atOnce(GUESSES, guesser, guess -> ANN);
  }

  private static List<Integer> atOnce(
      int all, IntFunction<Client> guesser, IntFunction<String> email) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(all);
    try {
      List<Callable<Integer>> guesses =
          IntStream.range(0, all)
              .<Callable<Integer>>mapToObj(
                  guess ->
                      () ->
                          guesser
                              .apply(guess)
                              .signIn(email.apply(guess), "wrong password")
                              .status())
              .toList();
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : threads.invokeAll(guesses)) {
        statuses.add(answer.get());
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Client invited(Client owner, String email) {
    String website = owner.post("/api/websites", "{\"domain\":\"example.org\"}").text("website_id");
    String token =
        owner.post("/api/websites/" + website + "/invites", "{\"role\":\"viewer\"}").text("token");
    Client newcomer = anybody();
    newcomer.keep(
        newcomer.post(
            "/api/invites/" + token,
            "{\"email\":\"%s\",\"name\":\"Bob\",\"password\":\"battery staple\"}"
                .formatted(email)));
    return newcomer;
  }

  private static Client anybody() {
    return accounts.client();
  }
}
