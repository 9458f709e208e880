package footfall.website;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which minutes a live website has asked for what is stored of them. For one actor. */
final class AskedMinutes {
  private enum Asked {
    NOTHING,
    /** All, when some shard was not heard of; what moved meanwhile has to be asked again. */
    TOO_EARLY,
    /** Those that may hold something, after all shards have told what is not stored yet. */
    ALL
  }

  private Asked asked = Asked.NOTHING;
  private final Set<Long> unanswered = new HashSet<>();

  /**
   * These are asked now.
   *
   * @param forGood whether all shards have told what is not stored yet
   */
  void ask(List<Long> minutes, boolean forGood) {
    asked = forGood ? Asked.ALL : Asked.TOO_EARLY;
    unanswered.addAll(minutes);
  }

  /** A shard may have moved something, and the message that told of it was lost. */
  void missed() {
    if (asked == Asked.ALL) {
      asked = Asked.TOO_EARLY;
    }
  }

  boolean hasBegun() {
    return asked != Asked.NOTHING;
  }

  /** Nothing is to be asked any more, though not all may have answered. */
  boolean isForGood() {
    return asked == Asked.ALL;
  }

  /** What has been asked has been answered, be it too early. */
  boolean isAnswered() {
    return hasBegun() && unanswered.isEmpty();
  }

  /** What is known of stored minutes is all there is. */
  boolean isComplete() {
    return isForGood() && unanswered.isEmpty();
  }

  /** Returns whether it was the last of them. */
  boolean answered(long minute) {
    return unanswered.remove(minute) && unanswered.isEmpty();
  }

  /** Returns whether one of them had not answered. */
  boolean forgetBefore(long oldest) {
    return unanswered.removeIf(minute -> minute < oldest);
  }
}
