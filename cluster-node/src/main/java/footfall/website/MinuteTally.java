package footfall.website;

import footfall.protocol.hit.EventType;
import footfall.protocol.hit.SamplingRate;
import java.util.List;
import java.util.UUID;

/**
 * What one website-minute, or one partition's part of it, has counted: pageviews, custom events,
 * transactions, an HLL (lgK 12) of users, and the pageviews of each page, country, source and
 * device; for a sampled website also what its hits stand for.
 *
 * <p>Each list is exact up to 1,000 values; what comes after counts as "other". As long as no list
 * is full, merging is commutative and associative down to the encoded bytes. A quiet minute takes
 * some 700 bytes of heap. For one thread.
 */
public final class MinuteTally {
  private long pageviews;
  private long events;
  private long transactions;

  /**
   * What the hits of each type stand for beyond themselves, in millionths of a hit, where their
   * website is sampled.
   */
  private long morePageviews;

  private long moreEvents;
  private long moreTransactions;
  private final Users users;
  private final ValueCounts pages = new ValueCounts();
  private final ValueCounts countries = new ValueCounts();
  private final ValueCounts sources = new ValueCounts();
  private final ValueCounts devices = new ValueCounts();

  /** Sessions that have met each goal in this minute, by its id; null before the first. */
  private ValueCounts goals;

  public MinuteTally() {
    this(new Users());
  }

  MinuteTally(Users users) {
    this.users = users;
  }

  /**
   * Counts one hit; {@code userHash} is the keyed hash of its user. Empty texts count in no top
   * list, and only pageviews enter the lists.
   */
  public void add(
      EventType type, long userHash, String page, String country, String source, String device) {
    addUser(userHash);
    add(type, page, country, source, device);
  }

  /** Counts a user; again changes nothing. */
  public void addUser(long userHash) {
    users.add(userHash);
  }

  /** Counts one hit of a user who is counted already. */
  public void add(EventType type, String page, String country, String source, String device) {
    switch (type) {
      case PAGEVIEW -> {
        pageviews++;
        pages.add(page, 1);
        countries.add(country, 1);
        sources.add(source, 1);
        devices.add(device, 1);
      }
      case EVENT -> events++;
      case TRANSACTION -> transactions++;
    }
  }

  /** A hit that was added stands for more than itself, by so many millionths of a hit. */
  public void addWeight(EventType type, long more) {
    switch (type) {
      case PAGEVIEW -> morePageviews += more;
      case EVENT -> moreEvents += more;
      case TRANSACTION -> moreTransactions += more;
    }
  }

  long weightOf(EventType type) {
    return switch (type) {
      case PAGEVIEW -> morePageviews;
      case EVENT -> moreEvents;
      case TRANSACTION -> moreTransactions;
    };
  }

  /** Counts a session that has met some goals for the first time. */
  public void addGoals(List<UUID> met) {
    for (UUID goal : met) {
      goals().add(goal.toString(), 1);
    }
  }

  /** Adds all that another part of the same minute has counted. */
  public void merge(MinuteTally other) {
    addCounts(other.pageviews, other.events, other.transactions);
    for (EventType type : EventType.values()) {
      addWeight(type, other.weightOf(type));
    }
    users.merge(other.users);
    pages.merge(other.pages);
    countries.merge(other.countries);
    sources.merge(other.sources);
    devices.merge(other.devices);
    if (other.goals != null) {
      goals().merge(other.goals);
    }
  }

  void addCounts(long morePageviews, long moreEvents, long moreTransactions) {
    pageviews += morePageviews;
    events += moreEvents;
    transactions += moreTransactions;
  }

  /**
   * The stored and wire form (version byte first): a function of what was counted, not of its order
   * (except for which values found a place in a full list).
   */
  public byte[] encode() {
    return TallyForm.encode(this);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the bytes are no form this version can read
   */
  public static MinuteTally decode(byte[] form) {
    return TallyForm.decode(form);
  }

  public long pageviews() {
    return pageviews;
  }

  /** Custom events. */
  public long events() {
    return events;
  }

  public long transactions() {
    return transactions;
  }

  /**
   * Estimated distinct users; about 1.6 % standard error, exact to within one for a few hundred.
   */
  public double users() {
    return users.estimate();
  }

  /** Whether a hit stands for more than itself. */
  public boolean isSampled() {
    return morePageviews + moreEvents + moreTransactions > 0;
  }

  /** The pageviews that those counted stand for; all of them where the website is not sampled. */
  public long estimatedPageviews() {
    return SamplingRate.whole(pageviews * SamplingRate.ONE + morePageviews);
  }

  /** The custom events that those counted stand for. */
  public long estimatedEvents() {
    return SamplingRate.whole(events * SamplingRate.ONE + moreEvents);
  }

  /** The users that those counted stand for: as many for each as there are hits for each hit. */
  public long estimatedUsers() {
    return Math.round(users() * weightOfAll());
  }

  /**
   * Relative standard error of {@link #estimatedUsers}: that of the HLL and, where a share r of the
   * visitors was counted and n of them were there, sqrt((1 - r) / n).
   */
  public double usersError() {
    return isSampled()
        ? Math.hypot(Users.RELATIVE_ERROR, Math.sqrt((1 - 1 / weightOfAll()) / users()))
        : Users.RELATIVE_ERROR;
  }

  /** What {@code counted} of the pageviews stand for, each for as much as any other. */
  long estimatedOf(long counted) {
    return pageviews == 0 ? counted : Math.round(counted * weight(morePageviews, pageviews));
  }

  /** What so many conversions stand for: a goal may be met by a hit of any type. */
  long estimatedConversions(long counted) {
    return Math.round(counted * weightOfAll());
  }

  private double weightOfAll() {
    return weight(morePageviews + moreEvents + moreTransactions, pageviews + events + transactions);
  }

  /** What each of some hits stands for, which together stand for {@code more} beyond themselves. */
  private static double weight(long more, long hits) {
    return more == 0 ? 1 : 1 + more / (hits * (double) SamplingRate.ONE);
  }

  /** Pageviews of one page path; 0 when it was not seen or counts as "other". */
  public long pageviewsOfPage(String path) {
    return pages.pageviewsOf(path);
  }

  /** Sessions that have met a goal in this minute. */
  public long conversionsOf(UUID goal) {
    return goals == null ? 0 : goals.pageviewsOf(goal.toString());
  }

  /** How often a session has met a goal in this minute, of all goals. */
  public long conversions() {
    return goals == null
        ? 0
        : goals.entries().stream().mapToLong(ValueCounts.Entry::pageviews).sum();
  }

  boolean hasGoals() {
    return goals != null;
  }

  ValueCounts goals() {
    if (goals == null) {
      goals = new ValueCounts();
    }
    return goals;
  }

  Users userSketch() {
    return users;
  }

  ValueCounts pages() {
    return pages;
  }

  ValueCounts countries() {
    return countries;
  }

  /** Pageviews whose country is not known: they count in no list, but history shows them. */
  long pageviewsOfNoCountry() {
    return pageviews - countries.total();
  }

  ValueCounts sources() {
    return sources;
  }

  ValueCounts devices() {
    return devices;
  }
}
