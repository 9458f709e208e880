package footfall.api.live;

import akka.NotUsed;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.concurrent.TimeoutException;

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
   * takes none in time is cut: that is no failure to be logged. All sockets of a website send the
   * same string.
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
        .backpressureTimeout(settings.slowReader())
        .recoverWithRetries(1, TimeoutException.class, Source::empty);
  }

  /** Reads and drops, message by message; one that is too long ends the socket. */
  private static Sink<Message, NotUsed> inbound(LiveRouteSettings settings) {
    return Flow.<Message>create()
        .flatMapConcat(message -> isTooLong(message, settings.maxInboundChars()))
        .takeWhile(tooLong -> !tooLong)
        .to(Sink.ignore());
  }

  /** True as soon as it is, without reading on; never a failure, which would be logged. */
  private static Source<Boolean, ?> isTooLong(Message message, int max) {
    return sizes(message)
        .scan(0L, Long::sum)
        .map(total -> total > max)
        .takeWhile(tooLong -> !tooLong, true);
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
