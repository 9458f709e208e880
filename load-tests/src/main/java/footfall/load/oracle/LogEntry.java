package footfall.load.oracle;

import java.util.Optional;

/**
 * One record of a partition as the oracle sees it: a hit, or something that only carries time.
 *
 * @param hit empty for a tick, a refused and a misplaced record
 * @param withoutHit the verdict where there is no hit; null where there is one
 */
public record LogEntry(
    int partition, long offset, long appendTime, Optional<LoggedHit> hit, Verdict withoutHit) {

  static LogEntry tick(int partition, long offset, long appendTime) {
    return timeOnly(partition, offset, appendTime, Verdict.of(Verdict.Kind.TICK));
  }

  static LogEntry refused(int partition, long offset, long appendTime, String reason) {
    return timeOnly(partition, offset, appendTime, Verdict.rejected(reason));
  }

  static LogEntry misplaced(int partition, long offset, long appendTime) {
    return timeOnly(partition, offset, appendTime, Verdict.of(Verdict.Kind.MISPLACED));
  }

  private static LogEntry timeOnly(int partition, long offset, long appendTime, Verdict verdict) {
    return new LogEntry(partition, offset, appendTime, Optional.empty(), verdict);
  }

  static LogEntry of(LoggedHit hit) {
    return new LogEntry(hit.partition(), hit.offset(), hit.appendTime(), Optional.of(hit), null);
  }

  Expected.Place place() {
    return new Expected.Place(partition, offset);
  }
}
