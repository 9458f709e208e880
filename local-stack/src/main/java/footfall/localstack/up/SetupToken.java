package footfall.localstack.up;

import java.security.SecureRandom;
import java.util.Base64;

/** What the link for the first account holds: made at each start, printed, and kept as a hash. */
final class SetupToken {
  private static final int BYTES = 32;

  private SetupToken() {}

  /** 32 random bytes as 43 letters, digits, {@code _} and {@code -}. */
  static String fresh() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
