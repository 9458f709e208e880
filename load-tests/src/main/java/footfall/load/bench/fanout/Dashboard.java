package footfall.load.bench.fanout;

import footfall.load.net.Connection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One WebSocket of the crowd. */
final class Dashboard extends Connection {
  private static final byte[] PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};
  private static final String SWITCHING = "HTTP/1.1 101 ";
  private static final int MOST_HEAD_BYTES = 4_096;

  private final String request;
  private final Habit habit;
  private final CrowdStats stats;
  private final Runnable gone;
  private final long begunAt = System.currentTimeMillis();
  private final FrameReader frames = new FrameReader();
  private ByteBuffer head = ByteBuffer.allocate(MOST_HEAD_BYTES);
  private long upgradedAt;
  private long newestHit = -1;

  /**
   * @param request that asks for the upgrade
   * @param gone told when the other side has ended it
   */
  Dashboard(String request, Habit habit, CrowdStats stats, Runnable gone) {
    this.request = request;
    this.habit = habit;
    this.stats = stats;
    this.gone = gone;
  }

  Habit habit() {
    return habit;
  }

  /** Epoch ms, 0 before. */
  long upgradedAt() {
    return upgradedAt;
  }

  @Override
  protected void opened() {
    send(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  protected void received(ByteBuffer bytes) {
    if (upgradedAt == 0 && !upgraded(bytes)) {
      return;
    }
    stats.bytes += bytes.remaining();
    frames.read(bytes, this::onFrame);
  }

  /** True once the answer's head is whole; what follows it are frames. */
  private boolean upgraded(ByteBuffer bytes) {
    while (bytes.hasRemaining() && head.hasRemaining()) {
      head.put(bytes.get());
      int end = head.position();
      if (end >= 4 && head.getInt(end - 4) == 0x0D0A0D0A) {
        String answer = new String(head.array(), 0, end, StandardCharsets.US_ASCII);
        head = ByteBuffer.allocate(0);
        return isSwitched(answer);
      }
    }
    return false;
  }

  private boolean isSwitched(String answer) {
    if (!answer.startsWith(SWITCHING)) {
      stats.refused++;
      close();
      gone.run();
      return false;
    }
    upgradedAt = System.currentTimeMillis();
    setReading(habit == Habit.READS);
    return true;
  }

  private void onFrame(int opcode, ByteBuffer payload) {
    if (opcode == FrameReader.PING) {
      send(ByteBuffer.wrap(PONG));
    } else if (opcode == FrameReader.TEXT && habit == Habit.READS) {
      onText(payload);
    }
  }

  private void onText(ByteBuffer json) {
    long now = System.currentTimeMillis();
    stats.frames++;
    if (newestHit < 0) {
      stats.toSnapshot.add(now - begunAt);
      newestHit = HitTimes.newer(json, 0, time -> {});
    } else {
      newestHit = HitTimes.newer(json, newestHit, time -> stats.toFrame.add(now - time));
    }
  }

  /** Ends it from this side. */
  void leave() {
    close();
    gone.run();
  }

  /** The other side had ended it, which showed only now. */
  void leaveAsLost() {
    close();
    lost();
  }

  @Override
  protected void lost() {
    stats.lost(habit);
    gone.run();
  }
}
