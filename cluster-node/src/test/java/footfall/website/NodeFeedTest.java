package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorRef;
import akka.stream.testkit.TestSubscriber;
import footfall.api.live.EncodedFrame;
import footfall.protocol.live.LiveFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the sockets of a node are told of live websites that are there. */
class NodeFeedTest extends NodeFeedInHand {
  @Test
  void twoSocketsOfOneWebsiteAreOneSubscriptionAndShareEachEncodedFrame() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    TestSubscriber.Probe<EncodedFrame> two = socket("shop");
    websites.expectNoMessage(Duration.ofMillis(50));

    feed.tell(frame("shop", 7));
    EncodedFrame first = one.requestNext();
    EncodedFrame second = two.requestNext();

    assertThat(first).isSameAs(second);
    assertThat(first.update()).isSameAs(second.update());
    assertThat(second.snapshot().utf8String())
        .isEqualTo(
            first.update().utf8String().replace("\"type\":\"update\"", "\"type\":\"snapshot\""));
    assertThat(counters.frames()).isEqualTo(1);
    assertThat(counters.encodings()).isEqualTo(1);
  }

  @Test
  void aWebsiteIsWatchedUntilItsLastSocketLeaves() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    subscription("shop", 0);
    TestSubscriber.Probe<EncodedFrame> two = socket("shop");
    socket("news");
    await().until(() -> counters.websites() == 2);

    one.cancel();
    two.cancel();

    await().until(() -> counters.websites() == 1);
  }

  @Test
  void aSocketThatJoinsLaterGetsTheNewestFrameAtOnce() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    subscription("shop", 0).feed().tell(frame("shop", 7));
    one.requestNext();

    assertThat(socket("shop").requestNext().frame().version()).isEqualTo(7);
  }

  @Test
  void aSlowSocketGetsTheNewestFrameOnly() {
    TestSubscriber.Probe<EncodedFrame> slow = socket("shop");
    TestSubscriber.Probe<EncodedFrame> quick = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    for (int version = 1; version <= 100; version++) {
      feed.tell(frame("shop", version));
      assertThat(quick.requestNext().frame().version()).isEqualTo(version);
    }

    // The last one may be on its way when the quick socket has it.
    long seen = slow.requestNext().frame().version();
    assertThat(seen).isBetween(99L, 100L);
    if (seen < 100) {
      assertThat(slow.requestNext().frame().version()).isEqualTo(100);
    }
    slow.request(1);
    slow.expectNoMessage(scala.concurrent.duration.Duration.fromNanos(50_000_000L));
  }

  @Test
  void aFrameThatIsNotNewerGoesNowhere() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    feed.tell(frame("shop", 7));
    one.requestNext();
    feed.tell(frame("shop", 7));
    feed.tell(frame("shop", 6));
    feed.tell(frame("shop", 8));

    assertThat(one.requestNext().frame().version()).isEqualTo(8);
  }

  @Test
  void aFrameOfOneWebsiteReachesNoSocketOfAnother() {
    TestSubscriber.Probe<EncodedFrame> shop = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    TestSubscriber.Probe<EncodedFrame> blog = socket("blog");
    subscription("blog", 0);

    feed.tell(frame("shop", 7));

    shop.requestNext();
    blog.request(1);
    blog.expectNoMessage(scala.concurrent.duration.Duration.fromNanos(50_000_000L));
  }

  @Test
  void theSubscriptionIsRenewedWithTheVersionSeenAndEndsWithTheLastSocket() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    TestSubscriber.Probe<EncodedFrame> two = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    feed.tell(frame("shop", 7));
    one.requestNext();
    two.requestNext();

    time.timePasses(Duration.ofSeconds(3));
    assertThat(subscription("shop", 7).feed()).isEqualTo(feed);
    one.cancel();
    websites.expectNoMessage(Duration.ofMillis(50));
    two.cancel();

    Told last = websites.receiveMessage();
    assertThat(last.command()).isEqualTo(new LiveWebsite.Unsubscribe(feed));
    time.timePasses(Duration.ofSeconds(3));
    websites.expectNoMessage(Duration.ofMillis(50));
  }
}
