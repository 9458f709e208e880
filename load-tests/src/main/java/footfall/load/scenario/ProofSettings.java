package footfall.load.scenario;

import java.time.Duration;
import java.time.Instant;

/**
 * How large the proof is and what it is made of; the shares are DESIGN's and the issue's.
 *
 * @param hits made by visitors, without copies and poison
 * @param seed of all chance
 * @param websites of which the last two are reached through the collector only
 * @param beginning event time of the first hit
 * @param span of event time that the hits fill
 * @param sending wall-clock time over which they are sent
 * @param kills how often the node is ended by kill -9 while hits arrive
 */
public record ProofSettings(
    int hits,
    long seed,
    int websites,
    Instant beginning,
    Duration span,
    Duration sending,
    int kills) {

  static final double OUT_OF_ORDER = 0.03;
  static final double SENT_AGAIN = 0.01;
  static final double POISON = 0.005;
  static final double BEYOND_LATENESS = 0.005;

  /** Of hits beside which a visitor who joins sessions and one who is renamed come by. */
  static final double RARE = 0.002;

  /** Of records sent straight to Kafka: as Protobuf instead of JSON, and into a wrong partition. */
  static final double PROTOBUF = 0.2;

  static final double MISPLACED = 0.01;

  static final double CRAWLERS = 0.01;
  static final int PARTITIONS = 8;

  /** How long the rare visitors' hits go on after the last of the others. */
  private static final Duration RARE_SPAN = Duration.ofMinutes(65);

  /** Event times that end two hours before now, so that every session closes soon after. */
  public static ProofSettings of(int hits, long seed) {
    Duration span = Duration.ofMinutes(150);
    Instant beginning = Instant.now().minus(Duration.ofHours(2)).minus(RARE_SPAN).minus(span);
    return new ProofSettings(hits, seed, 20, beginning, span, Duration.ofSeconds(32), 2);
  }
}
