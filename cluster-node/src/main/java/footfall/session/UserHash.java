package footfall.session;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The keyed hash (SipHash-2-4) that feeds the sketches of users: without the key nobody can craft
 * visitors that make a sketch estimate wrongly.
 */
final class UserHash {
  private final HashFunction hash;

  private UserHash(HashFunction hash) {
    this.hash = hash;
  }

  /**
   * @param key 16 bytes
   */
  static UserHash keyedBy(byte[] key) {
    if (key.length != 16) {
      throw new IllegalArgumentException("the user hash key has 16 bytes, was " + key.length);
    }
    ByteBuffer halves = ByteBuffer.wrap(key);
    return new UserHash(Hashing.sipHash24(halves.getLong(), halves.getLong()));
  }

  long of(String user) {
    return hash.hashBytes(user.getBytes(StandardCharsets.UTF_8)).asLong();
  }
}
