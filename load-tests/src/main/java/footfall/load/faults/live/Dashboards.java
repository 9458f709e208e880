package footfall.load.faults.live;

import footfall.load.collect.LiveKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A dashboard for each watched website, spread over the nodes that live. */
public final class Dashboards implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "dashboards"));
  private final List<Dashboard> all = new ArrayList<>();

  /**
   * Opens them; returns at once.
   *
   * @param keys one for each website
   */
  public static Dashboards open(List<String> websites, LiveKeys keys, Supplier<List<URI>> nodes) {
    Dashboards dashboards = new Dashboards();
    HttpClient http = HttpClient.newHttpClient();
    for (String website : websites) {
      dashboards.all.add(
          new Dashboard(
              http,
              dashboards.timer,
              nodes,
              new Dashboard.Watched(website, keys.authorization(website)),
              dashboards.all.size()));
    }
    dashboards.all.forEach(Dashboard::connect);
    var unused =
        dashboards.timer.scheduleWithFixedDelay(
            () -> dashboards.all.forEach(Dashboard::leaveIfSilent), 1, 1, TimeUnit.SECONDS);
    return dashboards;
  }

  private Dashboards() {}

  /** What each was shown so far. */
  public List<Shown> shown() {
    return all.stream().map(d -> new Shown(d.websiteId(), d.frames(), d.wrong())).toList();
  }

  /** True once each has been shown something. */
  public boolean allShown() {
    return all.stream().noneMatch(d -> d.frames().isEmpty());
  }

  /**
   * From the loss of a socket to the next snapshot, of all that were lost since a moment.
   *
   * @param since {@link System#nanoTime}
   */
  public List<Duration> reconnects(long since) {
    return all.stream()
        .flatMap(d -> d.reconnects().stream())
        .filter(r -> r.lostAt() >= since)
        .map(Dashboard.Reconnect::took)
        .toList();
  }

  /**
   * How long after a moment a website's dashboard showed more pageviews than before.
   *
   * @param since {@link System#nanoTime}
   */
  public Optional<Duration> firstUpdateAfter(String websiteId, long since) {
    Dashboard dashboard =
        all.stream().filter(d -> d.websiteId().equals(websiteId)).findFirst().orElseThrow();
    List<ShownFrame> frames = dashboard.frames();
    long before =
        frames.stream()
            .filter(f -> f.at() <= since)
            .mapToLong(ShownFrame::pageviews)
            .max()
            .orElse(0);
    return frames.stream()
        .filter(f -> f.at() > since && f.pageviews() > before)
        .findFirst()
        .map(f -> Duration.ofNanos(f.at() - since));
  }

  @Override
  public void close() {
    all.forEach(Dashboard::close);
    timer.shutdownNow();
  }
}
