package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.stream.testkit.TestSubscriber;
import footfall.api.live.EncodedFrame;
import footfall.protocol.live.LiveFrame;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A live website that is lost, or slow, and what stands in for it. */
class NodeFeedStandInTest extends NodeFeedInHand {
  @Test
  void aLiveWebsiteThatDoesNotAnswerIsStoodInForUntilItDoes() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    pass(Duration.ofMillis(2_250));
    standIns.expectNoMessage(Duration.ofMillis(50));
    pass(Duration.ofMillis(250));
    ActorRef<LiveFrame> standInFeed = subscribed(standIns, "shop", 0).feed();
    subscription("shop", 0);
    standInFeed.tell(frame("shop", 7));
    assertThat(one.requestNext().frame().version()).isEqualTo(7);
    standInFeed.tell(frame("shop", 9));
    assertThat(one.requestNext().frame().version()).isEqualTo(9);

    feed.tell(frame("shop", 8));

    awaitStopped();
    assertThat(subscription("shop", 9).feed()).isEqualTo(feed);
    standInFeed.tell(frame("shop", 10));
    feed.tell(frame("shop", 11));
    assertThat(one.requestNext().frame().version()).isEqualTo(11);
  }

  @Test
  void whenANodeIsLostEveryLiveWebsiteIsAskedAndStoodInForOnlyWhereItDoesNotAnswer() {
    TestSubscriber.Probe<EncodedFrame> shop = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    feed.tell(frame("shop", 7));
    shop.requestNext();
    TestSubscriber.Probe<EncodedFrame> blog = socket("blog");
    subscription("blog", 0);
    feed.tell(frame("blog", 7));
    blog.requestNext();
    pass(Duration.ofMillis(2_750));
    standIns.expectNoMessage(Duration.ofMillis(50));

    node.tell(NodeFeed.NodeLost.INSTANCE);
    assertThat(List.of(asked(), asked())).containsExactlyInAnyOrder("shop", "blog");
    feed.tell(frame("blog", 8));
    blog.requestNext();
    pass(Duration.ofMillis(2_500));

    subscribed(standIns, "shop", 7);
    assertThat(stoodIn).containsExactly("shop");
  }

  @Test
  void aLiveWebsiteThatIsBackButCatchesUpIsShownOnlyAfterFiveSeconds() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    pass(Duration.ofMillis(2_500));
    ActorRef<LiveFrame> standInFeed = subscribed(standIns, "shop", 0).feed();
    subscription("shop", 0);
    feed.tell(frame("shop", 7, true));
    standInFeed.tell(frame("shop", 8));
    assertThat(one.requestNext().frame().version()).isEqualTo(8);

    clock.advance(Duration.ofMillis(5_001));
    feed.tell(frame("shop", 9, true));

    assertThat(one.requestNext().frame().version()).isEqualTo(9);
    awaitStopped();
  }

  @Test
  void aLiveWebsiteThatIsBackIsShownOnceItKnowsAsMuchAsItsStandInHasShown() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    pass(Duration.ofMillis(2_500));
    ActorRef<LiveFrame> standInFeed = subscribed(standIns, "shop", 0).feed();
    standInFeed.tell(frame("shop", 8, 14, false));
    assertThat(one.requestNext().frame().version()).isEqualTo(8);

    feed.tell(frame("shop", 9, 12, false));
    feed.tell(frame("shop", 10, 14, false));

    assertThat(one.requestNext().frame().version()).isEqualTo(10);
    awaitStopped();
  }

  @Test
  void aLiveWebsiteThatHasCaughtUpLateIsNotShownForThatWhileItKnowsLessThanItsStandIn() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    ActorRef<LiveFrame> feed = subscription("shop", 0).feed();
    pass(Duration.ofMillis(2_500));
    ActorRef<LiveFrame> standInFeed = subscribed(standIns, "shop", 0).feed();
    feed.tell(frame("shop", 7, 10, true));
    standInFeed.tell(frame("shop", 8, 14, false));
    assertThat(one.requestNext().frame().version()).isEqualTo(8);

    clock.advance(Duration.ofMillis(5_001));
    feed.tell(frame("shop", 9, 12, false));
    feed.tell(frame("shop", 10, 14, false));

    assertThat(one.requestNext().frame().version()).isEqualTo(10);
  }

  @Test
  void aStandInEndsWithTheLastSocket() {
    TestSubscriber.Probe<EncodedFrame> one = socket("shop");
    subscription("shop", 0);
    pass(Duration.ofMillis(2_500));
    subscribed(standIns, "shop", 0);

    one.cancel();

    awaitStopped();
  }
}
