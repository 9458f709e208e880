package footfall.load.bench.fanout;

import footfall.load.net.Connection;
import footfall.load.net.EventLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A WebSocket server that computes nothing: sends the same recorded frame to every socket once a
 * second, website by website. What a node costs beyond it is the node's own. It cuts nobody: a
 * socket that does not take its frame misses it.
 */
final class StubServer {
  private static final String SWITCH =
      String.join(
          "\r\n",
          "HTTP/1.1 101 Switching Protocols",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
          "",
          "");
  private static final int MOST_HEAD_BYTES = 4_096;
  private static final String PATH = "/api/live/" + CrowdPlan.WEBSITE;
  private static final int LENGTH_IN_16_BITS = 126;

  private final byte[] frame;
  private final List<Set<Socket>> byWebsite = new ArrayList<>();
  private final long begunAt = System.nanoTime();
  private long told;

  private StubServer(byte[] json, int websites) {
    this.frame = framed(json);
    for (int i = 0; i < websites; i++) {
      byWebsite.add(new HashSet<>());
    }
  }

  /** Arguments: file with a frame's JSON, websites. Prints its port; ends with its input. */
  public static void main(String[] arguments) throws IOException {
    byte[] json = Files.readAllBytes(Path.of(arguments[0]));
    StubServer server = new StubServer(json, Integer.parseInt(arguments[1]));
    try (EventLoop loop = new EventLoop()) {
      loop.onTick(server::tell);
      System.out.println(
          loop.listen(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  () -> server.new Socket())
              .getPort());
      Thread end = new Thread(() -> awaitEnd(loop), "end");
      end.setDaemon(true);
      end.start();
      loop.run();
    }
  }

  private static void awaitEnd(EventLoop loop) {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("input ends: " + e);
    }
    loop.close();
  }

  private static byte[] framed(byte[] json) {
    if (json.length < LENGTH_IN_16_BITS || json.length > 0xFFFF) {
      throw new IllegalArgumentException("a frame of " + json.length + " bytes is not usual");
    }
    return ByteBuffer.allocate(4 + json.length)
        .put((byte) (0x80 | FrameReader.TEXT))
        .put((byte) LENGTH_IN_16_BITS)
        .putShort((short) json.length)
        .put(json)
        .array();
  }

  /** Each website has its moment in the second. */
  private void tell() {
    long due = (long) ((System.nanoTime() - begunAt) / 1e9 * byWebsite.size());
    for (; told < due; told++) {
      for (Socket socket : Set.copyOf(byWebsite.get((int) (told % byWebsite.size())))) {
        socket.send(ByteBuffer.wrap(frame));
      }
    }
  }

  private final class Socket extends Connection {
    private final StringBuilder head = new StringBuilder();
    private Set<Socket> website = new HashSet<>();

    @Override
    protected void opened() {
      // The client speaks first.
    }

    @Override
    protected void received(ByteBuffer bytes) {
      if (head.length() >= MOST_HEAD_BYTES) {
        return;
      }
      head.append(StandardCharsets.ISO_8859_1.decode(bytes));
      int path = head.indexOf(PATH);
      if (head.indexOf("\r\n\r\n") < 0 || path < 0) {
        return;
      }
      int from = path + PATH.length();
      int number = Integer.parseInt(head.substring(from, head.indexOf(" ", from)));
      head.setLength(MOST_HEAD_BYTES);
      website = byWebsite.get(number - 1);
      website.add(this);
      send(ByteBuffer.wrap(SWITCH.getBytes(StandardCharsets.US_ASCII)));
      send(ByteBuffer.wrap(frame));
    }

    @Override
    protected void lost() {
      website.remove(this);
    }
  }
}
