package footfall.api.collect;

import footfall.protocol.hit.DropReason;
import java.util.List;

/** What became of one request. */
sealed interface CollectReply {
  /**
   * Every hit that could be taken is in Kafka, or left out by its website's sampling; {@code
   * rejected} are the others, by index.
   */
  record Taken(int accepted, List<Refusal> rejected) implements CollectReply {
    public Taken {
      rejected = List.copyOf(rejected);
    }
  }

  /** Nothing in the body can be read. */
  record Unreadable(String reason, String detail) implements CollectReply {}

  /** Not every hit is known to be in Kafka: all of them are to be sent again. */
  record Unavailable(String detail) implements CollectReply {}

  /**
   * No hit was taken, and some would be later: all of them are to be sent again.
   *
   * @param retryAfterSeconds at least 1
   */
  record Limited(long retryAfterSeconds, String detail) implements CollectReply {}

  /**
   * A hit that was refused.
   *
   * @param index its place in the array, from 0; 0 where the body was one hit
   */
  record Refusal(int index, DropReason reason, String detail) {}
}
