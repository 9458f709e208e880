package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MinuteTallyPropertyTest {
  private static final List<EventType> TYPES = List.of(EventType.values());

  private record Counted(EventType type, long user, String page, String country) {
    void addTo(MinuteTally tally) {
      tally.add(type, user, page, country, "direct", "mobile");
    }
  }

  @Property(tries = 100)
  void hitsInAnyOrderCutIntoPartsAnywhereGiveTheSameBytes(
      @ForAll long seed,
      @ForAll @IntRange(max = 3_000) int hits,
      @ForAll @IntRange(min = 1, max = 24) int parts) {
    Random random = new Random(seed);
    List<Counted> all = hits(random, hits);
    MinuteTally whole = new MinuteTally();
    all.forEach(hit -> hit.addTo(whole));

    Collections.shuffle(all, random);
    List<MinuteTally> tallies = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      tallies.add(new MinuteTally());
    }
    int later = all.size() / 4;
    all.subList(later, hits).forEach(hit -> hit.addTo(tallies.get(random.nextInt(parts))));
    MinuteTally merged = mergedInRandomTree(tallies, random);
    all.subList(0, later).forEach(hit -> hit.addTo(merged));

    assertThat(merged.encode()).isEqualTo(whole.encode());
  }

  @Property(tries = 50)
  void goingOnFromTheStoredFormEndsWhereGoingOnInMemoryEnds(
      @ForAll long seed, @ForAll @IntRange(max = 1_500) int hits) {
    Random random = new Random(seed);
    MinuteTally kept = new MinuteTally();
    MinuteTally restarted = new MinuteTally();
    for (Counted hit : hits(random, hits)) {
      hit.addTo(kept);
      hit.addTo(restarted);
      if (random.nextInt(50) == 0) {
        restarted = MinuteTally.decode(restarted.encode());
      }
    }

    assertThat(restarted.encode()).isEqualTo(kept.encode());
    assertThat(restarted.users()).isEqualTo(kept.users());
  }

  @Property(tries = 50)
  void theListsEqualACountByHand(@ForAll long seed, @ForAll @IntRange(max = 1_000) int hits) {
    MinuteTally tally = new MinuteTally();
    Map<String, Long> byHand = new HashMap<>();
    for (Counted hit : hits(new Random(seed), hits)) {
      hit.addTo(tally);
      if (hit.type() == EventType.PAGEVIEW && !hit.page().isEmpty()) {
        byHand.merge(hit.page(), 1L, Long::sum);
      }
    }

    Map<String, Long> counted = new HashMap<>();
    tally.pages().entries().forEach(entry -> counted.put(entry.value(), entry.pageviews()));
    assertThat(counted).isEqualTo(byHand);
  }

  /** At most 400 distinct pages, so that no list is full. */
  private static List<Counted> hits(Random random, int count) {
    int users = 1 + random.nextInt(2_000);
    int pages = 1 + random.nextInt(400);
    List<Counted> hits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int page = random.nextInt(pages);
      hits.add(
          new Counted(
              TYPES.get(random.nextInt(3)),
              0x9E3779B97F4A7C15L * random.nextInt(users),
              page == 0 ? "" : "/page/" + page,
              "C" + random.nextInt(5)));
    }
    return hits;
  }

  private static MinuteTally mergedInRandomTree(List<MinuteTally> tallies, Random random) {
    while (tallies.size() > 1) {
      MinuteTally right = tallies.remove(random.nextInt(tallies.size()));
      MinuteTally left = tallies.get(random.nextInt(tallies.size()));
      left.merge(MinuteTally.decode(right.encode()));
    }
    return tallies.get(0);
  }
}
