package footfall.load.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One thread that serves many connections. What arrives is handed over in one buffer that all
 * share; connections, and what is run every few milliseconds, are touched by this thread only.
 */
public final class EventLoop implements AutoCloseable {
  private static final long TICK_MS = 5;
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final int BACKLOG = 4_096;

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final List<Runnable> onTick = new ArrayList<>();
  private volatile boolean closed;

  public EventLoop() throws IOException {
    selector = Selector.open();
  }

  /** Runs this about every 5 ms; to be called before {@link #run}. */
  public void onTick(Runnable task) {
    onTick.add(task);
  }

  /** Listens; each connection that comes is served by a new one of these. */
  public InetSocketAddress listen(InetSocketAddress at, Supplier<Connection> accepted)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(at, BACKLOG).configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT, accepted);
    return (InetSocketAddress) server.getLocalAddress();
  }

  /**
   * Connects; failures arrive as {@link Connection#lost}.
   *
   * @param from a local address, so that ports of one address do not run out
   */
  public void connect(InetAddress from, InetSocketAddress to, Connection connection) {
    try {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.bind(new InetSocketAddress(from, 0)).configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, connection);
      connection.attach(key);
      if (channel.connect(to)) {
        opened(key, connection);
      }
    } catch (IOException e) {
      connection.lose();
    }
  }

  /** Serves until it is closed. */
  public void run() {
    long nextTick = System.nanoTime();
    while (!closed) {
      try {
        selector.select(this::serve, TICK_MS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      long now = System.nanoTime();
      if (now - nextTick >= 0) {
        onTick.forEach(Runnable::run);
        nextTick = now + TICK_MS * 1_000_000;
      }
    }
  }

  private void serve(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    if (key.isAcceptable()) {
      accept(key);
      return;
    }
    Connection connection = (Connection) key.attachment();
    try {
      if (key.isConnectable() && ((SocketChannel) key.channel()).finishConnect()) {
        opened(key, connection);
      } else {
        if (key.isWritable()) {
          connection.flush();
        }
        if (key.isValid() && key.isReadable()) {
          connection.read(buffer);
        }
      }
    } catch (IOException e) {
      connection.lose();
    }
  }

  private static void opened(SelectionKey key, Connection connection) {
    key.interestOps(SelectionKey.OP_READ);
    connection.opened();
  }

  private void accept(SelectionKey key) {
    @SuppressWarnings("unchecked") // only listen() registers for OP_ACCEPT
    Supplier<Connection> accepted = (Supplier<Connection>) key.attachment();
    try {
      for (SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
          channel != null;
          channel = ((ServerSocketChannel) key.channel()).accept()) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Connection connection = accepted.get();
        connection.attach(channel.register(selector, SelectionKey.OP_READ, connection));
        connection.opened();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no further connection can be accepted", e);
    }
  }

  /** Ends {@link #run}; connections end with the process. From any thread. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
