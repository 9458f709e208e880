package footfall.load.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of an {@link EventLoop}; all of it runs on the loop's thread. */
public abstract class Connection {
  private SelectionKey key;
  private ByteBuffer unsent;
  private boolean reading = true;

  /** Connected, in either direction. */
  protected abstract void opened();

  /** Bytes have come; what is left in the buffer afterwards is lost. */
  protected abstract void received(ByteBuffer bytes);

  /** The other side has ended it, or it failed; not called after {@link #close}. */
  protected abstract void lost();

  final void attach(SelectionKey selected) {
    this.key = selected;
  }

  final void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int read = channel().read(buffer);
    if (read < 0) {
      lose();
    } else {
      received(buffer.flip());
    }
  }

  final void lose() {
    close();
    lost();
  }

  /**
   * Sends, or keeps what the kernel does not take now.
   *
   * @return false when an earlier message is still being sent: this one is dropped
   */
  public final boolean send(ByteBuffer message) {
    if (unsent != null) {
      return false;
    }
    try {
      channel().write(message);
    } catch (IOException e) {
      lose();
      return false;
    }
    if (message.hasRemaining()) {
      unsent = ByteBuffer.allocate(message.remaining()).put(message).flip();
      interest();
    }
    return true;
  }

  final void flush() throws IOException {
    channel().write(unsent);
    if (!unsent.hasRemaining()) {
      unsent = null;
      interest();
    }
  }

  /** Whether bytes are to be handed over as they come. */
  public final void setReading(boolean wanted) {
    reading = wanted;
    interest();
  }

  private void interest() {
    if (key.isValid()) {
      key.interestOps(
          (reading ? SelectionKey.OP_READ : 0) | (unsent == null ? 0 : SelectionKey.OP_WRITE));
    }
  }

  /**
   * Reads now, whether reading is on or not.
   *
   * @return the bytes read, -1 when the other side has ended the connection
   */
  public final int readNow(ByteBuffer into) {
    try {
      return channel().read(into);
    } catch (IOException e) {
      return -1;
    }
  }

  public final boolean isOpen() {
    return key != null && key.isValid();
  }

  /** Ends it; no further calls. */
  public final void close() {
    if (key == null) {
      return;
    }
    key.cancel();
    try {
      channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SocketChannel channel() {
    return (SocketChannel) key.channel();
  }
}
