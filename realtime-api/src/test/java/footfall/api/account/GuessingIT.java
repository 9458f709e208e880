package footfall.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.api.AccountsForTests;
import footfall.api.Client;
import footfall.api.Client.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuessingIT {
  private static final String ANN = "ann@example.org";
  private static final String PASSWORD = "correct horse";

  private static AccountsForTests accounts;

  @BeforeAll
  static void startServer() {
    accounts = new AccountsForTests();
  }

  @AfterAll
  static void stopServer() {
    accounts.close();
  }

  @BeforeEach
  void start() {
    accounts.startAfresh();
  }

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

  private static Client anybody() {
    return accounts.client();
  }
}
