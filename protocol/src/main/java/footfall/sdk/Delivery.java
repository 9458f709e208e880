package footfall.sdk;

import footfall.protocol.hit.Hit;
import java.util.List;

/** A way to bring hits to Footfall. Used by the sender's thread alone, but for {@link #check}. */
interface Delivery {
  /**
   * Refuses what can never be delivered this way.
   *
   * @throws InvalidHitException saying what is missing
   */
  void check(Hit hit);

  /**
   * Tries once, and waits for the outcome.
   *
   * @param hits the same ones at each attempt until they are settled; {@code sent_at} is the
   *     delivery's to set
   * @throws InterruptedException where the sender gives up
   */
  Attempt attempt(List<Hit> hits) throws InterruptedException;

  /** Lets go of connections. */
  void close();
}
