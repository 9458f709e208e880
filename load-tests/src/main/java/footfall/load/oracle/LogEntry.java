package footfall.load.oracle;

import java.util.Optional;

/**
 * One record of a partition as the oracle sees it: a hit, or something that only carries time.
 *
 * @param hit empty for a tick and for a refused record
 * @param reason why it was refused; empty for hits and ticks
 */
public record LogEntry(
    int partition, long offset, long appendTime, Optional<LoggedHit> hit, String reason) {

  static LogEntry tick(int partition, long offset, long appendTime) {
    return new LogEntry(partition, offset, appendTime, Optional.empty(), "");
  }

  static LogEntry refused(int partition, long offset, long appendTime, String reason) {
    return new LogEntry(partition, offset, appendTime, Optional.empty(), reason);
  }

  static LogEntry of(LoggedHit hit) {
    return new LogEntry(hit.partition(), hit.offset(), hit.appendTime(), Optional.of(hit), "");
  }

  Expected.Place place() {
    return new Expected.Place(partition, offset);
  }
}
