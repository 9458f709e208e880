package footfall.api.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that cannot be guessed; what is stored of them is their hash. */
public final class Token {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final int BYTES = 32;
  private static final int ID_BYTES = 16;

  private Token() {}

  /** 32 random bytes as 43 letters, digits, {@code _} and {@code -}. */
  public static String fresh() {
    return random(BYTES);
  }

  /** 16 random bytes as 22 such characters: an id that is itself the key. */
  public static String freshId() {
    return random(ID_BYTES);
  }

  /** SHA-256 as 43 characters: a token's 256 random bits need neither salt nor a slow hash. */
  public static String hash(String token) {
    try {
      return TEXT.encodeToString(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Compares in a time that tells nothing of where they differ. */
  public static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return TEXT.encodeToString(bytes);
  }
}
