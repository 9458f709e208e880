package footfall.api.live;

import akka.NotUsed;
import akka.stream.javadsl.Source;

/** Where a node's sockets get their frames: one subscription per website however many watch it. */
@FunctionalInterface
public interface LiveFeed {

  /**
   * The frames of one website: first the newest there is, as soon as one is known, then each newer
   * one; whoever is slow gets only the newest. Does not complete by itself.
   */
  Source<EncodedFrame, NotUsed> frames(String websiteId);
}
