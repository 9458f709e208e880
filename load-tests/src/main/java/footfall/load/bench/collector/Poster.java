package footfall.load.bench.collector;

import footfall.load.net.Connection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** A kept-alive connection that posts one hit after the other. */
final class Poster extends Connection {
  private static final String LENGTH = "\r\ncontent-length: ";
  private static final int MOST_BYTES = 8_192;
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final BiConsumer<Poster, Integer> answered;
  private final Runnable ended;
  private final ByteBuffer answer = ByteBuffer.allocate(MOST_BYTES);
  private final String head;
  private long dueNanos;

  /**
   * A connection to be opened.
   *
   * @param authority host and port for the requests
   * @param answered told of each answer's status, and of being ready for the first request: 0
   * @param ended told when the server has ended it
   */
  Poster(String authority, BiConsumer<Poster, Integer> answered, Runnable ended) {
    this.head =
        "POST /api/event HTTP/1.1\r\nHost: "
            + authority
            + "\r\nContent-Type: application/json\r\nContent-Length: ";
    this.answered = answered;
    this.ended = ended;
  }

  /**
   * Posts a hit.
   *
   * @param due when it should have been sent: latency counts from there
   */
  void post(byte[] json, long due) {
    dueNanos = due;
    byte[] start = (head + json.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    send(ByteBuffer.allocate(start.length + json.length).put(start).put(json).flip());
  }

  long dueNanos() {
    return dueNanos;
  }

  @Override
  protected void opened() {
    answered.accept(this, 0);
  }

  @Override
  protected void received(ByteBuffer bytes) {
    answer.put(bytes);
    String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return;
    }
    int length = text.substring(0, end).toLowerCase(java.util.Locale.ROOT).indexOf(LENGTH);
    int from = length + LENGTH.length();
    int lineEnd = text.indexOf('\r', from);
    int body = length < 0 ? 0 : Integer.parseInt(text.substring(from, lineEnd).strip());
    if (answer.position() >= end + 4 + body) {
      answer.clear();
      answered.accept(this, Integer.parseInt(text.substring(STATUS_AT, STATUS_AT + 3)));
    }
  }

  @Override
  protected void lost() {
    ended.run();
  }
}
