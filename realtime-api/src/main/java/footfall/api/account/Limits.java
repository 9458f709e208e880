package footfall.api.account;

import footfall.api.access.Caller;
import footfall.api.access.Refused;
import footfall.persistence.metadata.SignInAttempts;
import footfall.persistence.metadata.SignInAttempts.Subject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who guesses is slowed down: an account after 5 failures in a row, for 15 minutes at most, a peer
 * after 20, for an hour at most. An IPv6 peer is its /64, of which anybody has as many addresses as
 * they like. What many share, such as a link's password, is not locked by one of them: each peer
 * has the free failures and the waits of an account there. All of them together have 100, so that
 * many peers get no further; then each failure locks it for newcomers, for 10 seconds at most.
 */
final class Limits {
  private static final int FREE_PER_ACCOUNT = 5;
  private static final Duration LONGEST_PER_ACCOUNT = Duration.ofMinutes(15);
  private static final int FREE_OF_ALL = 100;
  private static final Duration LONGEST_OF_ALL = Duration.ofSeconds(10);
  private static final int FREE_PER_PEER = 20;
  private static final Duration LONGEST_PER_PEER = Duration.ofHours(1);
  private static final int SUBNET_BYTES = 8;

  private final SignInAttempts attempts;
  private final Clock clock;

  Limits(SignInAttempts attempts, Clock clock) {
    this.attempts = attempts;
    this.clock = clock;
  }

  /** An attempt that was counted as failed. */
  final class Attempt {
    private final List<Subject> subjects;

    private Attempt(List<Subject> subjects) {
      this.subjects = subjects;
    }

    void succeeded() {
      attempts.succeeded(subjects);
    }

    /** What {@code work} gives; where it cannot tell, as too many wait, this was no attempt. */
    <T> T judgedBy(Supplier<T> work) {
      try {
        return work.get();
      } catch (RuntimeException undecided) {
        attempts.takeBack(subjects);
        throw undecided;
      }
    }
  }

  /**
   * Counts an attempt as failed until it is told to have succeeded.
   *
   * @param account what is guessed at, such as {@code account:ann@example.org}
   * @throws Refused 429 where it may not be made now
   */
  Attempt begin(String account, Caller caller) {
    return begin(List.of(guessed(account), peer(caller)));
  }

  /**
   * The same for what many share.
   *
   * @param shared what is guessed at, such as {@code link:} and its id
   * @param device a browser where it was opened before, which is counted by itself
   */
  Attempt begin(String shared, Optional<String> device, Caller caller) {
    return device.isPresent()
        ? begin("device:" + device.get(), caller)
        : begin(
            List.of(
                guessed(shared + " from " + subnet(caller.address())),
                new Subject(shared, FREE_OF_ALL, LONGEST_OF_ALL, true),
                peer(caller)));
  }

  /** The same for what cannot be guessed, and must not be locked by whoever tries. */
  Attempt begin(Caller caller) {
    return begin(List.of(peer(caller)));
  }

  private Attempt begin(List<Subject> subjects) {
    Optional<Duration> wait = attempts.begin(subjects, clock.instant());
    if (wait.isPresent()) {
      throw Refused.tooMany(
          "This was tried in vain too often; wait as Retry-After says.", wait.get());
    }
    return new Attempt(subjects);
  }

  private static Subject guessed(String name) {
    return new Subject(name, FREE_PER_ACCOUNT, LONGEST_PER_ACCOUNT, false);
  }

  private static Subject peer(Caller caller) {
    return new Subject("peer:" + subnet(caller.address()), FREE_PER_PEER, LONGEST_PER_PEER, true);
  }

  private static String subnet(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    byte[] bytes = Arrays.copyOf(address.getAddress(), SUBNET_BYTES);
    try {
      return InetAddress.getByAddress(Arrays.copyOf(bytes, 16)).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }
}
