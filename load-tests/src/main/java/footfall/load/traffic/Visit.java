package footfall.load.traffic;

import java.util.SplittableRandom;

/** One visit of a person: which hit comes next, and how long until it does. */
final class Visit {
  /** What a visitor does next. */
  enum Step {
    PAGE,
    EVENT,
    TRANSACTION
  }

  /** Mean time between two hits of a visitor, s; the number of visitors at once follows from it. */
  static final double MEAN_PAUSE_SECONDS = 22;

  private static final double BOUNCE_SHARE = 0.42;
  private static final double ONE_MORE_PAGE = 0.78;
  private static final double EVENT_SHARE = 0.12;
  private static final double PURCHASE_SHARE = 0.03;
  private static final double LONG_PAUSE_SHARE = 0.01;
  private static final double LONG_PAUSE_SECONDS = 900;
  private static final double LOG_IN_SHARE = 0.3;

  final Person person;
  final String sessionId;
  final Arrivals.Arrival arrival;
  SiteTree.Page page;
  String previousUrl;
  String pageUrl = "";
  private int hits;
  private int pagesLeft;
  private boolean buying;

  Visit(Person person, SplittableRandom random) {
    this.person = person;
    this.sessionId = person.identity == Person.Identity.SESSION ? "s" + random.nextLong() : "";
    this.arrival = Arrivals.pick(random);
    this.previousUrl = arrival.referrer();
    this.pagesLeft = pages(random);
    this.buying = pagesLeft > 2 && random.nextDouble() < PURCHASE_SHARE * 3;
  }

  private static int pages(SplittableRandom random) {
    int pages = 1;
    if (random.nextDouble() >= BOUNCE_SHARE) {
      do {
        pages++;
      } while (random.nextDouble() < ONE_MORE_PAGE && pages < 60);
    }
    return pages;
  }

  /** True once the visitor has left. */
  boolean isOver() {
    return pagesLeft == 0 && !buying;
  }

  /** The next step; turns to a page of the site where it is one. */
  Step next(SiteTree site, SplittableRandom random) {
    Step step = step(random);
    if (step == Step.PAGE) {
      previousUrl = hits == 0 ? arrival.referrer() : pageUrl;
      page = site.pick(random);
      pageUrl = site.url(page, hits == 0 ? arrival.query() : "");
      pagesLeft--;
    }
    if (step == Step.TRANSACTION) {
      buying = false;
    }
    if (hits > 0 && !person.userId.isEmpty() && random.nextDouble() < LOG_IN_SHARE) {
      person.loggedIn = true;
    }
    hits++;
    return step;
  }

  private Step step(SplittableRandom random) {
    if (pagesLeft == 0) {
      return Step.TRANSACTION;
    }
    return hits > 0 && random.nextDouble() < EVENT_SHARE ? Step.EVENT : Step.PAGE;
  }

  /** Milliseconds until the next hit: mostly seconds, now and then a long read. */
  static long pause(SplittableRandom random) {
    return random.nextDouble() < LONG_PAUSE_SHARE ? longPause(random) : shortPause(random);
  }

  /**
   * Milliseconds until the next hit of a visitor met at a random moment. Long pauses are met more
   * often than they begin (the inspection paradox), and in the midst.
   */
  static long restOfPause(SplittableRandom random) {
    boolean met = random.nextDouble() < LONG_PAUSE_SHARE * LONG_PAUSE_SECONDS / MEAN_PAUSE_SECONDS;
    return met ? (long) (longPause(random) * random.nextDouble()) : shortPause(random);
  }

  private static long longPause(SplittableRandom random) {
    return 300_000L + random.nextInt(1_200_000);
  }

  private static long shortPause(SplittableRandom random) {
    double mean =
        (MEAN_PAUSE_SECONDS - LONG_PAUSE_SHARE * LONG_PAUSE_SECONDS) / (1 - LONG_PAUSE_SHARE);
    return 200 + (long) (-Math.log(1 - random.nextDouble()) * (mean * 1000 - 200));
  }
}
