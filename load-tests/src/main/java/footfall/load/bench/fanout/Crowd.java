package footfall.load.bench.fanout;

import footfall.load.net.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * So many dashboards on one server: those that read, those that are slow, those that stall, and a
 * steady coming and going. A place whose socket has ended is filled again. For one thread.
 */
final class Crowd {
  private static final long[] LOOKED_AT_AFTER_SECONDS = {10, 15, 20, 25, 30, 40, 60};
  private static final int SOURCE_ADDRESSES = 100;
  private static final int SLOW_BYTES = 100;
  private static final long SLOW_EVERY_MS = 1_000;
  private static final int ALL_THERE_IS = 1 << 20;

  private final EventLoop loop;
  private final CrowdPlan plan;
  private final CrowdStats stats;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Deque<Dashboard> readers = new ArrayDeque<>();
  private final Deque<Dashboard> slow = new ArrayDeque<>();
  private final PriorityQueue<Look> looks =
      new PriorityQueue<>(Comparator.comparingLong(Look::dueAt));
  private final List<Integer> empty = new ArrayList<>();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(ALL_THERE_IS);
  private final long begunAt = System.nanoTime();
  private long opened;
  private long churned;
  private long churnFrom = Long.MAX_VALUE;
  private long slowDueAt;

  /** A stalled socket is looked at once: what the kernel holds is read, to see if it ends. */
  private record Look(Dashboard stalled, long afterSeconds, long dueAt) {}

  Crowd(EventLoop loop, CrowdPlan plan, CrowdStats stats) {
    this.loop = loop;
    this.plan = plan;
    this.stats = stats;
    for (int place = plan.sockets() - 1; place >= 0; place--) {
      empty.add(place);
    }
    loop.onTick(this::tick);
  }

  int open() {
    return plan.sockets() - empty.size();
  }

  private void tick() {
    long now = System.nanoTime();
    long allowed = (now - begunAt) * plan.connectsPerSecond() / 1_000_000_000L;
    for (; opened < allowed; opened++) {
      if (!empty.isEmpty()) {
        fill(empty.remove(empty.size() - 1));
      }
    }
    churn(now);
    long ms = System.currentTimeMillis();
    readSlowly(ms);
    while (!looks.isEmpty() && looks.element().dueAt <= ms) {
      look(looks.remove(), ms);
    }
  }

  private void fill(int place) {
    String website = CrowdPlan.WEBSITE + (1 + place % plan.websites());
    Habit habit = Habit.any(random);
    Dashboard dashboard = new Dashboard(request(website), habit, stats, () -> empty.add(place));
    loop.connect(sourceOf(place), plan.server(), dashboard);
    switch (habit) {
      case READS -> readers.add(dashboard);
      case SLOW -> slow.add(dashboard);
      case STALLED -> {
        long after = LOOKED_AT_AFTER_SECONDS[random.nextInt(LOOKED_AT_AFTER_SECONDS.length)];
        looks.add(new Look(dashboard, after, System.currentTimeMillis() + after * 1_000));
      }
    }
  }

  private String request(String website) {
    return String.join(
        "\r\n",
        "GET /api/live/" + website + " HTTP/1.1",
        "Host: " + plan.authority(),
        "Authorization: " + plan.keys().authorization(website),
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "",
        "");
  }

  private static InetAddress sourceOf(int place) {
    try {
      return InetAddress.getByAddress(
          new byte[] {127, 0, 0, (byte) (2 + place % SOURCE_ADDRESSES)});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Once the crowd is complete, the readers that came first leave and come anew. */
  private void churn(long now) {
    if (churnFrom == Long.MAX_VALUE && empty.isEmpty()) {
      churnFrom = now;
    }
    long due = now < churnFrom ? 0 : (now - churnFrom) * plan.churnPerSecond() / 1_000_000_000L;
    for (; churned < due && !readers.isEmpty(); churned++) {
      Dashboard leaving = readers.remove();
      if (leaving.isOpen()) {
        leaving.leave();
      }
    }
  }

  private void readSlowly(long now) {
    if (now < slowDueAt) {
      return;
    }
    slowDueAt = now + SLOW_EVERY_MS;
    for (int left = slow.size(); left > 0; left--) {
      Dashboard dashboard = slow.remove();
      if (!dashboard.isOpen()) {
        continue;
      }
      scratch.clear().limit(SLOW_BYTES);
      if (dashboard.upgradedAt() > 0 && dashboard.readNow(scratch) < 0) {
        dashboard.leaveAsLost();
      } else {
        slow.add(dashboard);
      }
    }
  }

  private void look(Look look, long now) {
    Dashboard stalled = look.stalled;
    if (!stalled.isOpen()) {
      return;
    }
    long stillFor = now - stalled.upgradedAt();
    if (stalled.upgradedAt() == 0 || stillFor < look.afterSeconds * 1_000) {
      looks.add(new Look(stalled, look.afterSeconds, now + 1_000));
      return;
    }
    int read;
    do {
      read = stalled.readNow(scratch.clear());
    } while (read > 0);
    stats.lookedAt(look.afterSeconds, read < 0);
    stalled.leave();
  }
}
