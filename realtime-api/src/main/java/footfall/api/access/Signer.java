package footfall.api.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs texts for one purpose, so that every node of the cluster knows them again without having
 * kept them. Any thread.
 */
public final class Signer {
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  /**
   * What one purpose has signed is nothing to another.
   *
   * @param clusterSecret shared by all nodes; the key is derived from it
   */
  public Signer(byte[] clusterSecret, String purpose) {
    this.key = mac(clusterSecret, purpose);
  }

  /** 43 letters, digits, {@code _} and {@code -}. */
  public String sign(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, text));
  }

  /** Whether {@link #sign} gives this signature; the time it takes tells nothing of it. */
  public boolean hasSigned(String text, String signature) {
    return Token.isSame(sign(text), signature);
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
