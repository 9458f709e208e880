package footfall.load.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.EventType;
import footfall.website.MinuteTally;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSketchTest {
  private static final SipHash HASH = new SipHash(1, 2);

  private static List<String> users(int count) {
    return IntStream.range(0, count).mapToObj(i -> "user-" + i).toList();
  }

  private static MinuteTally tally(List<String> users) {
    MinuteTally tally = new MinuteTally();
    users.forEach(u -> tally.add(EventType.PAGEVIEW, HASH.of(u), "/", "", "direct", "other"));
    return tally;
  }

  /** The paper's own vector: key 00 01 .. 0f, message 00 01 .. 0e. */
  @Test
  void theHashIsSipHashTwoFour() {
    byte[] message = new byte[15];
    for (byte i = 0; i < message.length; i++) {
      message[i] = i;
    }
    SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    assertThat(hash.of(new String(message, java.nio.charset.StandardCharsets.US_ASCII)))
        .isEqualTo(0xa129ca6149be45e5L);
  }

  @ParameterizedTest(name = "{0} users")
  @ValueSource(ints = {0, 1, 8, 9, 200, 400, 3_000})
  void aTallyOfTheSameUsersHoldsTheSameSketchHoweverItCameToBe(int count) {
    List<String> users = users(count);
    UserSketch wanted = UserSketch.of(users, HASH);
    MinuteTally inParts = tally(users.subList(count / 3, count));
    inParts.merge(MinuteTally.decode(tally(users.subList(0, count / 2)).encode()));
    for (MinuteTally tally : List.of(tally(users), inParts)) {
      assertThat(wanted.isSameAs(UserSketch.inTally(tally.encode()))).isTrue();
      assertThat(tally.users()).isEqualTo(wanted.estimate());
    }
  }

  @ParameterizedTest(name = "{0} users")
  @ValueSource(ints = {1, 8, 9, 200, 400})
  void oneUserLessIsAnotherSketch(int count) {
    UserSketch wanted = UserSketch.of(users(count), HASH);
    MinuteTally less = tally(users(count - 1));
    assertThat(wanted.isSameAs(UserSketch.inTally(less.encode()))).isFalse();
  }
}
