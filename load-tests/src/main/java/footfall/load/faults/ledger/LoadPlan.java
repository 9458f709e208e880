package footfall.load.faults.ledger;

import java.time.Duration;

/**
 * What traffic a step has.
 *
 * @param prefix of its websites: no other step's begin so
 * @param websites of seeded visitors, sized by zipf
 * @param partitions of the topic; each has a website of its own besides, with one visitor
 * @param hitsPerSecond of the seeded visitors together
 * @param seed of all chance in it
 * @param poison share of spoiled records beside the hits sent straight to Kafka, 0 to 1
 * @param wrongClocks share of hits whose client's clock is wrong by up to a year, 0 to 1
 * @param crowd visitors of one hit each that all come in the first ten seconds, besides
 */
public record LoadPlan(
    String prefix,
    int websites,
    int partitions,
    double hitsPerSecond,
    long seed,
    double poison,
    double wrongClocks,
    int crowd) {

  /** How much faster than in life visitors go from page to page: sessions end within a step. */
  static final double HASTE = 4;

  static final double OUT_OF_ORDER = 0.03;
  static final Duration OUT_OF_ORDER_BY = Duration.ofSeconds(5);
  static final double FAR_BEHIND = 0.005;
  static final Duration FAR_BEHIND_BY = Duration.ofMinutes(5);
  static final double SENT_AGAIN = 0.01;
  static final double MISPLACED = 0.01;
  static final double CRAWLERS = 0.01;

  static final Duration CROWD_WITHIN = Duration.ofSeconds(10);

  /** Hits per second of each partition's own website. */
  public static final double PROBES_PER_SECOND = 2;

  /** The website whose one visitor's hits all lie in that partition. */
  public String probe(int partition) {
    return prefix + "-p" + partition;
  }

  public LoadPlan withPoison(double share) {
    return new LoadPlan(
        prefix, websites, partitions, hitsPerSecond, seed, share, wrongClocks, crowd);
  }

  public LoadPlan withWrongClocks(double share) {
    return new LoadPlan(prefix, websites, partitions, hitsPerSecond, seed, poison, share, crowd);
  }

  public LoadPlan withCrowd(int visitors) {
    return new LoadPlan(
        prefix, websites, partitions, hitsPerSecond, seed, poison, wrongClocks, visitors);
  }

  public LoadPlan withWebsites(int count) {
    return new LoadPlan(prefix, count, partitions, hitsPerSecond, seed, poison, wrongClocks, crowd);
  }
}
