package footfall.api.collect;

import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.Validation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the body of a request to records that Kafka has acknowledged. Any thread; never blocks. */
final class Collector {
  private static final Logger log = LoggerFactory.getLogger(Collector.class);

  private final Parts parts;
  private final HitLog hitLog;
  private final int mostHits;
  private final LogClock clock;
  private final CollectCounters counters;

  Collector(Parts parts, HitLog hitLog, int mostHits, LogClock clock, CollectCounters counters) {
    this.parts = parts;
    this.hitLog = hitLog;
    this.mostHits = mostHits;
    this.clock = clock;
    this.counters = counters;
  }

  /**
   * Who has a say in what becomes of a hit.
   *
   * @param lookup finds out about ids that memory does not know
   */
  record Parts(
      HitCompletion completion,
      Admission admission,
      Sampling sampling,
      PeerRates peers,
      WebsiteLookup lookup) {}

  CompletionStage<CollectReply> collect(byte[] body, Sender sender) {
    long waitNanos = parts.peers().waitNanos(sender.address());
    if (waitNanos > 0) {
      counters.countLimitedPeer();
      return CompletableFuture.completedFuture(
          limited(waitNanos, "too many hits from one address; send them again later"));
    }
    HitDecoder.Batch batch = HitDecoder.decodeBatch(body, mostHits);
    if (batch instanceof HitDecoder.Batch.Read read) {
      parts.peers().took(sender.address(), read.items().size());
      return judge(read.items(), sender);
    }
    parts.peers().took(sender.address(), 1);
    Validation.Rejected refusal = ((HitDecoder.Batch.Unreadable) batch).refusal();
    counters.countRefused(refusal.reason());
    return CompletableFuture.completedFuture(
        new CollectReply.Unreadable(refusal.reason().wire(), refusal.detail()));
  }

  private CompletionStage<CollectReply> judge(List<Validation> items, Sender sender) {
    if (!parts.lookup().isNeeded(items)) {
      return take(items, sender);
    }
    return parts
        .lookup()
        .look(items)
        .thenCompose(
            answered ->
                answered
                    ? take(items, sender)
                    : CompletableFuture.completedFuture(
                        unavailable("PostgreSQL did not say if there is such a website")));
  }

  private CompletionStage<CollectReply> take(List<Validation> items, Sender sender) {
    Intake intake = new Intake(parts, sender, clock);
    try {
      for (int index = 0; index < items.size(); index++) {
        intake.add(index, items.get(index));
      }
    } catch (VisitorHashes.SaltUnknownException e) {
      return CompletableFuture.completedFuture(unavailable(e));
    }
    intake.refused().forEach(refusal -> counters.countRefused(refusal.reason()));
    if (intake.accepted() == 0 && intake.isLimited()) {
      counters.countLimitedWebsite();
      return CompletableFuture.completedFuture(
          limited(0, "over the website's hits_per_second; send them again later"));
    }
    return append(intake);
  }

  private CompletionStage<CollectReply> append(Intake intake) {
    if (intake.records().isEmpty()) {
      return CompletableFuture.completedFuture(taken(intake));
    }
    long start = System.nanoTime();
    return hitLog
        .append(intake.records())
        .handle(
            (acknowledged, failure) -> {
              if (failure != null) {
                return unavailable(failure);
              }
              counters.countAcknowledged(intake.records().size(), System.nanoTime() - start);
              return taken(intake);
            });
  }

  private CollectReply taken(Intake intake) {
    counters.countSampledOut(intake.leftOut());
    return new CollectReply.Taken(intake.accepted(), intake.refused());
  }

  /** A website's rate is at least a hit a second. */
  private static CollectReply limited(long waitNanos, String detail) {
    return new CollectReply.Limited(
        TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1, detail + ", with the same event_id");
  }

  CollectReply unavailable(Throwable why) {
    return unavailable(why.toString());
  }

  private CollectReply unavailable(String why) {
    if (counters.countUnavailable()) {
      log.warn("Hits are answered with 503: {}", why);
    }
    return new CollectReply.Unavailable(
        "the hits could not be stored now; send them again with the same event_id");
  }
}
