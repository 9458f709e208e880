package footfall.load.faults.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A way to a server that takes longer: whatever is sent either way arrives later by a delay that
 * may change at any time. Order and contents stay; a connection that one side ends is ended.
 */
public final class SlowLink implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;
  private static final int CHUNKS_UNDER_WAY = 256;

  private final ServerSocket door;
  private final InetSocketAddress server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;

  /** Bytes under way; empty at the end of the stream. */
  private record Chunk(byte[] bytes, long arrival) {}

  private SlowLink(ServerSocket door, InetSocketAddress server) {
    this.door = door;
    this.server = server;
  }

  /**
   * Listens for those who are to take this way, without a delay at first.
   *
   * @param host own address to listen at, on a free port
   * @param server where the way leads to
   */
  public static SlowLink open(String host, InetSocketAddress server) throws IOException {
    ServerSocket door = new ServerSocket();
    door.bind(new InetSocketAddress(host, 0));
    SlowLink link = new SlowLink(door, server);
    link.run("slow-link", link::accept);
    return link;
  }

  public int port() {
    return door.getLocalPort();
  }

  /**
   * What is sent from now on arrives so much later.
   *
   * @param later each way, zero or more
   */
  public void delay(Duration later) {
    if (later.isNegative()) {
      throw new IllegalArgumentException("the delay must not be negative, was " + later);
    }
    delay = later;
  }

  private void accept() throws IOException {
    while (!door.isClosed()) {
      Socket client = door.accept();
      Socket served = new Socket();
      open.add(client);
      open.add(served);
      run("slow-link-connect", () -> join(client, served));
    }
  }

  private void join(Socket client, Socket served) throws IOException {
    try {
      served.connect(server);
      client.setTcpNoDelay(true);
      served.setTcpNoDelay(true);
      carry(client, served);
      carry(served, client);
    } catch (IOException e) {
      end(client, served);
      throw e;
    }
  }

  private void carry(Socket from, Socket to) {
    BlockingQueue<Chunk> way = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
    run(
        "slow-link-in",
        () -> {
          try {
            take(from.getInputStream(), way);
          } finally {
            way.put(new Chunk(new byte[0], arrival()));
          }
        });
    run(
        "slow-link-out",
        () -> {
          try {
            give(way, to.getOutputStream());
          } finally {
            end(from, to);
            way.clear();
          }
        });
  }

  private void take(InputStream in, BlockingQueue<Chunk> way)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[CHUNK];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (read > 0) {
        way.put(new Chunk(Arrays.copyOf(buffer, read), arrival()));
      }
    }
  }

  private long arrival() {
    return System.nanoTime() + delay.toNanos();
  }

  private static void give(BlockingQueue<Chunk> way, OutputStream out)
      throws IOException, InterruptedException {
    for (Chunk chunk = way.take(); chunk.bytes().length > 0; chunk = way.take()) {
      TimeUnit.NANOSECONDS.sleep(chunk.arrival() - System.nanoTime());
      out.write(chunk.bytes());
    }
  }

  private void end(Socket one, Socket other) throws IOException {
    one.close();
    other.close();
    open.remove(one);
    open.remove(other);
  }

  /** A task that ends with its sockets. */
  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private void run(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException closed) {
                // one side has gone, and with it the connection
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends every connection. */
  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
