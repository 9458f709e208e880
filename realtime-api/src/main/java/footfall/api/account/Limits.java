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

/**
 * Who guesses is slowed down: an account after 5 failures in a row, for 15 minutes at most, a peer
 * after 20, for an hour at most. An IPv6 peer is its /64, of which anybody has as many addresses as
 * they like.
 */
final class Limits {
  private static final int FREE_PER_ACCOUNT = 5;
  private static final Duration LONGEST_PER_ACCOUNT = Duration.ofMinutes(15);
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
  }

  /**
   * Counts an attempt as failed until it is told to have succeeded.
   *
   * @param account what is guessed at, such as {@code account:ann@example.org}
   * @throws Refused 429 where it may not be made now
   */
  Attempt begin(String account, Caller caller) {
    return begin(
        List.of(new Subject(account, FREE_PER_ACCOUNT, LONGEST_PER_ACCOUNT), peer(caller)));
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

  private static Subject peer(Caller caller) {
    return new Subject("peer:" + subnet(caller.address()), FREE_PER_PEER, LONGEST_PER_PEER);
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
