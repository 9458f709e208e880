package footfall.load.peer;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.EventType;
import footfall.protocol.hit.SessionIds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionTallyTest {
  private static final List<PeerHit> HITS =
      List.of(
          hit(0, 10_000, EventType.PAGEVIEW, "", 0, "/landing"),
          hit(1, 70_000, EventType.EVENT, "u", 0, ""),
          hit(2, 40_000, EventType.PAGEVIEW, "w", 0, "/between"),
          hit(3, 99_000, EventType.TRANSACTION, "", 123_400, ""),
          hit(4, 99_000, EventType.PAGEVIEW, "", 0, "/exit"));

  private static PeerHit hit(
      long offset, long time, EventType type, String user, long revenue, String path) {
    return new PeerHit("w", "v", 7, offset, offset, time, type, "v", user, revenue, path);
  }

  private static SessionTally tallied(List<PeerHit> hits) {
    SessionTally tally = new SessionTally();
    hits.forEach(tally::add);
    return tally;
  }

  private static String row() {
    return SessionIds.of("w", "v", new UUID(7, 0))
        + "\tw\tv\tw\t10\t99\t89\t3\t1\t1\t12.34\t/landing\t/exit\tdirect\t\t\tother\t\t\t\t\t0\t1";
  }

  @Test
  void aRowIsTheSameInWhateverOrderHitsArriveAndCopiesCountNowhere() {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      List<PeerHit> shuffled = new ArrayList<>(HITS);
      shuffled.addAll(HITS);
      Collections.shuffle(shuffled, random);
      assertThat(tallied(shuffled).row()).isEqualTo(row());
    }
  }

  @Test
  void twoPartsOfASessionJoinToTheSameRow() {
    for (int cut = 0; cut <= HITS.size(); cut++) {
      SessionTally one = tallied(HITS.subList(0, cut));
      SessionTally other = tallied(HITS.subList(cut, HITS.size()));
      assertThat(one.copy().merge(other).row()).isEqualTo(row());
      assertThat(other.copy().merge(one).row()).isEqualTo(row());
    }
  }

  @Test
  void aCopyOfATallyDoesNotChangeWithIt() {
    SessionTally tally = tallied(HITS);
    SessionTally copy = tally.copy();
    tally.add(hit(9, 200_000, EventType.PAGEVIEW, "", 0, "/later"));
    assertThat(copy.row()).isEqualTo(row());
    assertThat(tally.row()).isNotEqualTo(row());
  }

  @Test
  void whatIsReadBackGoesOnWhereItWasWritten() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tallied(HITS.subList(0, 3)).write(new DataOutputStream(bytes));
    SessionTally read =
        SessionTally.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    HITS.forEach(read::add);
    assertThat(read.row()).isEqualTo(row());
  }
}
