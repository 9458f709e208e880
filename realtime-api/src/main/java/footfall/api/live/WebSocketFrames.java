package footfall.api.live;

import akka.http.impl.engine.ws.FrameEvent;
import akka.http.impl.engine.ws.FrameStart;
import akka.http.impl.engine.ws.Protocol;
import akka.util.ByteString;
import scala.Option;

/** What a server sends, in Akka HTTP's terms: whole frames without a mask. */
final class WebSocketFrames {
  static final FrameStart PING =
      whole(Protocol.Opcode$.MODULE$.forCode((byte) 9), ByteString.emptyByteString());

  private static final Protocol.Opcode TEXT = Protocol.Opcode$.MODULE$.forCode((byte) 1);
  private static final Protocol.Opcode PONG = Protocol.Opcode$.MODULE$.forCode((byte) 10);

  private WebSocketFrames() {}

  static FrameStart text(ByteString utf8) {
    return whole(TEXT, utf8);
  }

  static FrameStart pong(ByteString payload) {
    return whole(PONG, payload);
  }

  static FrameStart close(int code) {
    return FrameEvent.closeFrame(code, "", Option.empty());
  }

  private static FrameStart whole(Protocol.Opcode opcode, ByteString data) {
    return FrameEvent.fullFrame(opcode, Option.empty(), data, true, false, false, false);
  }
}
