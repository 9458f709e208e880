package footfall.sdk;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What became of the hits of one attempt; those in neither collection, by place, are delivered.
 *
 * @param refused for good
 * @param again to be sent again
 * @param retryAfter how long the other side asks to wait; zero where it does not say
 * @param failure why some are to be sent again; empty where none is
 */
record Attempt(
    Map<Integer, HitRefusedException> refused,
    Set<Integer> again,
    Duration retryAfter,
    String failure) {

  /** All of so many hits are to be sent again. */
  static Attempt failed(int hits, Duration retryAfter, String failure) {
    return new Attempt(Map.of(), places(hits), retryAfter, failure);
  }

  /** All of so many hits are refused. */
  static Attempt refused(int hits, HitRefusedException refusal) {
    return settled(places(hits).stream().collect(Collectors.toMap(place -> place, any -> refusal)));
  }

  /**
   * Both as one attempt.
   *
   * @param hits how many this one was of
   * @param next of the hits behind them
   */
  Attempt and(int hits, Attempt next) {
    Map<Integer, HitRefusedException> allRefused = new HashMap<>(refused);
    next.refused.forEach((place, refusal) -> allRefused.put(hits + place, refusal));
    Set<Integer> allAgain = new HashSet<>(again);
    next.again.forEach(place -> allAgain.add(hits + place));
    Duration longer = retryAfter.compareTo(next.retryAfter) > 0 ? retryAfter : next.retryAfter;
    return new Attempt(allRefused, allAgain, longer, failure.isEmpty() ? next.failure : failure);
  }

  private static Set<Integer> places(int hits) {
    return IntStream.range(0, hits).boxed().collect(Collectors.toSet());
  }

  /** Every hit was taken, but for those. */
  static Attempt settled(Map<Integer, HitRefusedException> refused) {
    return new Attempt(refused, Set.of(), Duration.ZERO, "");
  }
}
