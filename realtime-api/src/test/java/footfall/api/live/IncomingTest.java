package footfall.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.impl.engine.ws.FrameData;
import akka.http.impl.engine.ws.FrameHeader;
import akka.http.impl.engine.ws.FrameStart;
import akka.http.impl.engine.ws.Protocol;
import akka.util.ByteString;
import footfall.api.live.Incoming.Meaning;
import org.junit.jupiter.api.Test;
import scala.Option;

class IncomingTest {
  private static final int PROTOCOL_ERROR = 1_002;
  private static final byte PING = 9;

  private final Incoming incoming = new Incoming(1_024);

  @Test
  void aPingOfTheMostBytesThereMayBeIsAnsweredWithThem() {
    assertThat(incoming.begin(ping(125, true, 60))).isEqualTo(Meaning.NOTHING);
    assertThat(incoming.goOn(new FrameData(zeros(65), true))).isEqualTo(Meaning.PING);
    assertThat(incoming.payload().size()).isEqualTo(125);
  }

  @Test
  void aLongerPingEndsTheSocketBeforeItsBytesHaveCome() {
    assertThat(incoming.begin(ping(1L << 40, true, 0))).isEqualTo(Meaning.END);
    assertThat(incoming.closeCode()).isEqualTo(PROTOCOL_ERROR);
    for (int part = 0; part < 100; part++) {
      assertThat(incoming.goOn(new FrameData(zeros(1_000), false))).isEqualTo(Meaning.END);
    }
    assertThat(incoming.payload().size()).as("nothing is kept of it").isZero();
  }

  @Test
  void aPingInFragmentsEndsTheSocket() {
    assertThat(incoming.begin(ping(1, false, 1))).isEqualTo(Meaning.END);
    assertThat(incoming.closeCode()).isEqualTo(PROTOCOL_ERROR);
  }

  /** A ping of a length, of which some bytes have come. */
  private static FrameStart ping(long length, boolean isWhole, int come) {
    return new FrameStart(
        new FrameHeader(
            Protocol.Opcode$.MODULE$.forCode(PING),
            Option.apply(7),
            length,
            isWhole,
            false,
            false,
            false),
        zeros(come));
  }

  private static ByteString zeros(int size) {
    return ByteString.fromArray(new byte[size]);
  }
}
