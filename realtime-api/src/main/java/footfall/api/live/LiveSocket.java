package footfall.api.live;

import akka.NotUsed;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;

/** One dashboard's socket: frames go out, nothing is expected to come in. */
final class LiveSocket {
  private LiveSocket() {}

  /** The socket ends when either side ends. */
  static Flow<Message, Message, NotUsed> of(
      Source<EncodedFrame, NotUsed> frames, LiveRouteSettings settings) {
    return Flow.fromSinkAndSourceCoupled(inbound(settings), outbound(frames, settings));
  }

  /**
   * A snapshot, then updates. What waits for a slow reader is one frame, the newest; a reader that
   * takes none in time is cut. All sockets of a website send the same string.
   */
  private static Source<Message, NotUsed> outbound(
      Source<EncodedFrame, NotUsed> frames, LiveRouteSettings settings) {
    Flow<EncodedFrame, Message, NotUsed> texts =
        Flow.<EncodedFrame>create()
            .zipWithIndex()
            .map(frame -> frame.second() == 0 ? frame.first().snapshot() : frame.first().update())
            .map(TextMessage::create);
    return frames
        .conflate((older, newer) -> newer)
        .via(texts)
        .backpressureTimeout(settings.slowReader());
  }

  /** Reads and drops, message by message within the limit. */
  private static Sink<Message, NotUsed> inbound(LiveRouteSettings settings) {
    return Flow.<Message>create()
        .flatMapConcat(
            message -> sizes(message).limitWeighted(settings.maxInboundChars(), size -> size))
        .to(Sink.ignore());
  }

  private static Source<Long, ?> sizes(Message message) {
    return message.isText()
        ? message.asTextMessage().getStreamedText().map(text -> (long) text.length())
        : message.asBinaryMessage().getStreamedData().map(LiveSocket::length);
  }

  private static long length(ByteString data) {
    return data.size();
  }
}
