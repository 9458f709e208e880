package footfall.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import footfall.protocol.hit.Hit;
import footfall.sdk.RecordingCollector.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of hits that wait: where there is no more room, and at the end. */
@Timeout(120)
class WaitingHitsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final SenderSettings QUICK =
      new SenderSettings(
          10_000, 500, Duration.ofSeconds(30), Duration.ofMillis(20), Duration.ofMillis(100));

  private final RecordingCollector collector = new RecordingCollector();

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void aFullQueueSaysSoAndTakesHitsAgainOnceThereIsRoom() {
    collector.gate.drainPermits();
    SenderSettings small = new SenderSettings(3, 2, LONG, Duration.ofMillis(20), LONG);
    try (HitSender sender = HitSender.overHttp(collector.address(), small)) {
      List<CompletableFuture<Void>> all =
          Stream.of("A", "B", "C").map(name -> sender.send(event(name))).toList();
      assertThatThrownBy(() -> sender.send(event("D")))
          .isInstanceOf(QueueFullException.class)
          .hasMessage(
              "3 hits wait to be sent, as many as may: the collector or Kafka is away or too slow");
      assertThat(sender.waiting()).isEqualTo(3);
      collector.gate.release(100);
      all.forEach(CompletableFuture::join);
      sender.send(event("D")).join();
    }
    assertThat(collector.hits().stream().map(hit -> hit.action().name()))
        .containsExactly("A", "B", "C", "D");
  }

  @Test
  void closingSendsWhatWaits() {
    HitSender sender = HitSender.overHttp(collector.address(), QUICK);
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 2_000).mapToObj(i -> sender.send(event("E" + i))).toList();
    assertThat(sender.close(Duration.ofSeconds(60))).isZero();
    assertThat(all)
        .allMatch(CompletableFuture::isDone)
        .noneMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(collector.hits()).hasSize(2_000);
    assertThatThrownBy(() -> sender.send(event("late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(sender.close(Duration.ZERO)).isZero();
  }

  @Test
  void closingTriesOnceMoreInsteadOfWaitingForALongPauseToEnd() {
    collector.answers.add(Answer.of(503));
    SenderSettings slow = new SenderSettings(10, 10, LONG, LONG, LONG);
    HitSender sender = HitSender.overHttp(collector.address(), slow);
    CompletableFuture<Void> acknowledged = sender.send(event("A"));
    await().until(() -> !sender.lastFailure().isEmpty());
    assertThat(sender.close(Duration.ofSeconds(60))).isZero();
    assertThat(acknowledged).isCompleted();
    assertThat(collector.requests).hasSize(2);
  }

  @Test
  void closingEndsAtItsDeadlineAndSaysHowManyHitsAreLeft() {
    collector.gate.drainPermits();
    HitSender hanging = HitSender.overHttp(collector.address(), QUICK);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    all.add(hanging.send(event("A")));
    await().until(() -> collector.requests.size() == 1);
    all.add(hanging.send(event("B")));
    assertThat(hanging.close(Duration.ofMillis(300))).isEqualTo(2);
    assertThat(all)
        .allSatisfy(
            one -> assertThatThrownBy(one::join).hasCauseInstanceOf(NotDeliveredException.class));
  }

  private static Hit event(String name) {
    return HitBuilder.event("shop", name).userId("u-1").build();
  }
}
