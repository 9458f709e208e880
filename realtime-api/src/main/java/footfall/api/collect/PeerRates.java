package footfall.api.collect;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * What one address may send a second, on this node, so that none starves the others. A peer is an
 * IPv4 address or an IPv6 /64; a request is let in while its peer has tokens left, of two seconds
 * at most, and may overdraw them. Loopback has no bound: it is this machine's own, or a proxy that
 * was not named as one, whose address is everybody's.
 *
 * <p>Peers lie in 65,536 places by a hash that nobody outside can foresee; two in one place share
 * its tokens. So memory is bounded and nothing is locked. Any thread.
 */
final class PeerRates {
  private static final long SECOND = 1_000_000_000L;
  private static final long BURST = 2 * SECOND;
  private static final long MOST_OVERDRAWN = 10 * SECOND;
  private static final int PLACES = 1 << 16;
  private static final int NETWORK_BYTES = 8;
  private static final long PRIME = 0x100000001b3L;

  private final long token;
  private final LongSupplier nanoTime;
  private final long start;
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final AtomicLongArray fullAt = new AtomicLongArray(PLACES);

  /** {@code hitsPerSecond} 0: no peer has a bound. */
  PeerRates(int hitsPerSecond, LongSupplier nanoTime) {
    this.token = hitsPerSecond == 0 ? 0 : SECOND / hitsPerSecond;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** How long the peer has to wait until it is let in; 0: it is now. */
  long waitNanos(InetAddress peer) {
    if (isUnbound(peer)) {
      return 0;
    }
    return Math.max(0, fullAt.get(place(peer)) - now() - BURST + token);
  }

  /** Counts hits of a request that was let in. */
  void took(InetAddress peer, int hits) {
    if (isUnbound(peer)) {
      return;
    }
    int place = place(peer);
    long now = now();
    long most = now + BURST + MOST_OVERDRAWN;
    long seen;
    long next;
    do {
      seen = fullAt.get(place);
      next = Math.min(most, Math.max(seen, now) + hits * token);
    } while (!fullAt.compareAndSet(place, seen, next));
  }

  private boolean isUnbound(InetAddress peer) {
    return token == 0 || peer.isLoopbackAddress();
  }

  private long now() {
    return nanoTime.getAsLong() - start;
  }

  private int place(InetAddress peer) {
    long hash = seed;
    if (peer instanceof Inet4Address) {
      hash = (hash ^ peer.hashCode()) * PRIME;
    } else {
      byte[] address = peer.getAddress();
      for (int i = 0; i < NETWORK_BYTES; i++) {
        hash = (hash ^ address[i]) * PRIME;
      }
    }
    hash ^= hash >>> 32;
    hash *= PRIME;
    return (int) ((hash ^ (hash >>> 29)) & (PLACES - 1));
  }
}
