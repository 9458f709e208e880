package footfall.api.live;

import akka.http.impl.engine.ws.FrameData;
import akka.http.impl.engine.ws.FrameEventParser;
import akka.http.impl.engine.ws.FrameHeader;
import akka.http.impl.engine.ws.FrameStart;
import akka.util.ByteString;

/**
 * What a client sends on a dashboard's socket (RFC 6455): pings are to be answered, a close ends
 * it, messages are dropped, and one that is too long ends it as well. Holds no more than a ping's
 * payload, whatever comes. For one stage.
 */
final class Incoming {
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int NORMAL = 1_000;
  private static final int PROTOCOL_ERROR = 1_002;
  private static final int TOO_LONG = 1_009;

  /** Bytes of a control frame, by the standard; Akka's parser lets through what is longer. */
  private static final int LONGEST_CONTROL = 125;

  private final int maxBytes;
  private FrameHeader current;
  private ByteString control = ByteString.emptyByteString();
  private long messageBytes;
  private int closeCode = NORMAL;

  /** What is to be done. */
  enum Meaning {
    NOTHING,
    PING,
    END
  }

  /**
   * @param maxBytes of a message
   */
  Incoming(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** A frame, or the first part of it. */
  Meaning begin(FrameStart frame) {
    current = frame.header();
    control = ByteString.emptyByteString();
    if (current.mask().isEmpty()) {
      closeCode = PROTOCOL_ERROR;
      return Meaning.END;
    }
    return take(frame.data(), frame.lastPart());
  }

  /** A further part. */
  Meaning goOn(FrameData data) {
    return take(data.data(), data.lastPart());
  }

  private Meaning take(ByteString data, boolean last) {
    if (!current.opcode().isControl()) {
      return takeMessage(data, last);
    }
    if (current.length() > LONGEST_CONTROL || !current.fin()) {
      closeCode = PROTOCOL_ERROR;
      return Meaning.END;
    }
    control = control.concat(data);
    if (!last) {
      return Meaning.NOTHING;
    }
    return switch (current.opcode().code()) {
      case CLOSE -> Meaning.END;
      case PING -> Meaning.PING;
      default -> Meaning.NOTHING;
    };
  }

  private Meaning takeMessage(ByteString data, boolean last) {
    messageBytes += data.size();
    if (messageBytes > maxBytes) {
      closeCode = TOO_LONG;
      return Meaning.END;
    }
    if (last && current.fin()) {
      messageBytes = 0;
    }
    return Meaning.NOTHING;
  }

  /** Of the last ping. */
  ByteString payload() {
    return FrameEventParser.mask(control, current.mask());
  }

  /** With what to end the socket. */
  int closeCode() {
    return closeCode;
  }
}
