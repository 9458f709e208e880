package footfall.node;

import footfall.session.SessionShard;
import footfall.website.LiveWebsite;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node does for its cluster, at least one of both.
 *
 * @param ingest owns partitions: runs session shards and website-minutes
 * @param api is what people touch: runs the collector, live websites, WebSockets and the page
 */
record Roles(boolean ingest, boolean api) {

  /**
   * Reads what {@code FOOTFALL_ROLES} lists.
   *
   * @throws IllegalArgumentException for an unknown role, or none
   */
  static Roles of(List<String> names) {
    for (String name : names) {
      if (!name.equals(SessionShard.ROLE) && !name.equals(LiveWebsite.ROLE)) {
        throw new IllegalArgumentException(
            "footfall.roles knows %s and %s, not %s: set FOOTFALL_ROLES to one of them, or to both with a comma between"
                .formatted(SessionShard.ROLE, LiveWebsite.ROLE, name));
      }
    }
    return new Roles(names.contains(SessionShard.ROLE), names.contains(LiveWebsite.ROLE));
  }

  Roles {
    if (!ingest && !api) {
      throw new IllegalArgumentException(
          "footfall.roles is empty: set FOOTFALL_ROLES to %s, %s or both with a comma between"
              .formatted(SessionShard.ROLE, LiveWebsite.ROLE));
    }
  }

  /** As {@code akka.cluster.roles} lists them. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    if (ingest) {
      names.add(SessionShard.ROLE);
    }
    if (api) {
      names.add(LiveWebsite.ROLE);
    }
    return names;
  }
}
