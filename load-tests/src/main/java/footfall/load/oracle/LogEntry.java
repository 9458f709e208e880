package footfall.load.oracle;

import java.util.Optional;

/**
 * One record of a partition as the oracle sees it: a hit, or something that only carries time.
 *
 * @param hit empty for a tick, a refused and a misplaced record
 * @param withoutHit the verdict where there is no hit; null where there is one
 * @param said the rules that a tick says; empty for all others
 */
public record LogEntry(
    int partition,
    long offset,
    long appendTime,
    Optional<LoggedHit> hit,
    Verdict withoutHit,
    Optional<SaidRules> said) {

  static LogEntry tick(int partition, long offset, long appendTime, Optional<SaidRules> said) {
    Verdict tick = Verdict.of(Verdict.Kind.TICK);
    return new LogEntry(partition, offset, appendTime, Optional.empty(), tick, said);
  }

  static LogEntry refused(int partition, long offset, long appendTime, String reason) {
    return timeOnly(partition, offset, appendTime, Verdict.rejected(reason));
  }

  static LogEntry misplaced(int partition, long offset, long appendTime) {
    return timeOnly(partition, offset, appendTime, Verdict.of(Verdict.Kind.MISPLACED));
  }

  /** A record of which nothing but the time matters. */
  public static LogEntry timeOnly(int partition, long offset, long appendTime, Verdict verdict) {
    return new LogEntry(partition, offset, appendTime, Optional.empty(), verdict, Optional.empty());
  }

  static LogEntry of(LoggedHit hit) {
    return new LogEntry(
        hit.partition(), hit.offset(), hit.appendTime(), Optional.of(hit), null, Optional.empty());
  }

  Expected.Place place() {
    return new Expected.Place(partition, offset);
  }
}
