package footfall.api.account;

import footfall.api.access.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords by argon2id, at most two at once, so that those who sign in cannot take a node's
 * processors and memory from its hits. Stored in the usual form {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 */
public final class Passwords {
  /** Characters of a password. */
  public static final int SHORTEST = 10;

  public static final int LONGEST = 128;

  private static final int AT_ONCE = 2;
  private static final int WAITING = 4;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Cost cost;
  private final String ofNobody;
  private final Semaphore running = new Semaphore(AT_ONCE);
  private final Semaphore admitted = new Semaphore(AT_ONCE + WAITING);
  private final AtomicLong hashed = new AtomicLong();

  /** What one hash takes: memory in KiB, and how often all of it is gone through. */
  public record Cost(int memoryKib, int iterations) {
    /** OWASP's password storage cheat sheet, argon2id: 19 MiB, 2 iterations, 1 lane. */
    public static final Cost OWASP = new Cost(19_456, 2);
  }

  public Passwords(Cost cost) {
    this.cost = cost;
    this.ofNobody = hash("the password of nobody");
  }

  /**
   * A new hash with a salt of its own.
   *
   * @throws Refused 503 where too many wait
   */
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return text(cost, salt, bounded(password, cost, salt));
  }

  /**
   * Whether the password is the one that was hashed. Where nothing is stored another hash is
   * computed, so that nobody can tell by the time it takes.
   *
   * @throws Refused 503 where too many wait
   */
  public boolean matches(String password, Optional<String> stored) {
    String[] parts = stored.orElse(ofNobody).split("\\$", -1);
    String[] numbers = parts[3].split("[=,]", -1);
    Cost storedCost = new Cost(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[3]));
    byte[] salt = Base64.getDecoder().decode(parts[4]);
    byte[] computed = bounded(password, storedCost, salt);
    boolean same = MessageDigest.isEqual(computed, Base64.getDecoder().decode(parts[5]));
    return same && stored.isPresent();
  }

  /** Hashes computed so far. */
  public long hashed() {
    return hashed.get();
  }

  private byte[] bounded(String password, Cost of, byte[] salt) {
    if (!admitted.tryAcquire()) {
      throw Refused.unavailable("Too many sign in now; try again in a second.", RETRY);
    }
    try {
      running.acquireUninterruptibly();
      try {
        return computed(password, of, salt);
      } finally {
        running.release();
      }
    } finally {
      admitted.release();
    }
  }

  private byte[] computed(String password, Cost of, byte[] salt) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(of.memoryKib())
            .withIterations(of.iterations())
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    hashed.incrementAndGet();
    return hash;
  }

  private static String text(Cost cost, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
        .formatted(
            cost.memoryKib(),
            cost.iterations(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }
}
