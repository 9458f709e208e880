package footfall.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.api.access.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private static final Passwords.Cost CHEAP = new Passwords.Cost(64, 1);

  @Test
  void aPasswordMatchesItsOwnHashOnlyAndIsHashedAnewEachTime() {
    Passwords passwords = new Passwords(CHEAP);
    String hash = passwords.hash("correct horse");

    assertThat(passwords.matches("correct horse", Optional.of(hash))).isTrue();
    assertThat(passwords.matches("Correct horse", Optional.of(hash))).isFalse();
    assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
  }

  @Test
  void asOwaspAsksItTakes19MebibytesAndTwoIterations() {
    Passwords passwords = new Passwords(Passwords.Cost.OWASP);
    String hash = passwords.hash("correct horse");

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.matches("correct horse", Optional.of(hash))).isTrue();
  }

  @Test
  void aHashOfAnotherCostIsStillRead() {
    String hash = new Passwords(new Passwords.Cost(128, 3)).hash("correct horse");

    assertThat(new Passwords(CHEAP).matches("correct horse", Optional.of(hash))).isTrue();
  }

  /** Vector of the reference implementation's tests (v = 19, m = 2^8, t = 2, p = 1). */
  @Test
  void theHashIsWhatOthersComputeToo() {
    String reference =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ" + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    assertThat(new Passwords(CHEAP).matches("password", Optional.of(reference))).isTrue();
  }

  @Test
  void whereNothingIsStoredAsMuchIsHashedAndNothingMatches() {
    Passwords passwords = new Passwords(CHEAP);
    String hash = passwords.hash("correct horse");
    long before = passwords.hashed();
    passwords.matches("wrong password", Optional.of(hash));
    long forKnown = passwords.hashed() - before;

    assertThat(passwords.matches("the password of nobody", Optional.empty())).isFalse();

    assertThat(passwords.hashed() - before - forKnown).isEqualTo(forKnown).isEqualTo(1);
  }

  @Test
  void whoComesWhenTooManyWaitIsToldToTryAgain() throws Exception {
    Passwords passwords = new Passwords(new Passwords.Cost(19_456, 2));
    int callers = 24;
    CyclicBarrier together = new CyclicBarrier(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      answers.add(
          threads.submit(
              () -> {
                together.await();
                try {
                  passwords.hash("correct horse");
                  return 200;
                } catch (Refused refused) {
                  return refused.response().status().intValue();
                }
              }));
    }
    threads.shutdown();
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      statuses.add(answer.get());
    }
    assertThat(statuses).contains(200, 503).containsOnly(200, 503);
  }
}
