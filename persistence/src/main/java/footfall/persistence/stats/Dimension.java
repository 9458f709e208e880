package footfall.persistence.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What hits and sessions are told apart by.
 *
 * @param kind one of the known ones
 * @param name the prop's name or the custom dimension's number; empty for every other kind
 */
public record Dimension(Kind kind, String name) {
  /** The names of a hit's props, an array. */
  static final String PROP_NAMES = "mapKeys(props)";

  private static final int LONGEST_PROP_NAME = 128;
  private static final Pattern CUSTOM = Pattern.compile("custom_dimension_([1-9]|1[0-9]|20)");
  private static final String PROP = "prop:";
  private static final Map<String, Kind> FIXED =
      Arrays.stream(Kind.values())
          .filter(kind -> !kind.wire.isEmpty())
          .collect(Collectors.toMap(kind -> kind.wire, Function.identity()));

  /**
   * What a dimension is about: the hit alone, the session alone, or both, each by a column of its
   * own.
   */
  public enum Kind {
    PAGE_PATH("page_path", "page_path", ""),
    EVENT_NAME("event_name", "event_name", ""),
    PROP("", "props", ""),
    /** Each prop that a hit has: of one hit there may be several values, or none. */
    PROP_NAME("prop_name", PROP_NAMES, ""),
    CUSTOM("", "custom_dimension", ""),
    ENTRY_PAGE("entry_page", "", "landing_page"),
    EXIT_PAGE("exit_page", "", "exit_page"),
    SOURCE("source", "", "traffic_source"),
    MEDIUM("medium", "", "traffic_medium"),
    CAMPAIGN("campaign", "", "traffic_campaign"),
    /** By id; of a session there may be several, or none. An open session has none yet. */
    GOAL("goal", "", "goals"),
    COUNTRY("country", "country", "country"),
    REGION("region", "region", "region"),
    CITY("city", "city", "city"),
    DEVICE_TYPE("device_type", "device_type", "device_type"),
    BROWSER("browser", "browser", "browser"),
    OS("os", "os", "os");

    private final String wire;
    private final String ofHit;
    private final String ofSession;

    Kind(String wire, String ofHit, String ofSession) {
      this.wire = wire;
      this.ofHit = ofHit;
      this.ofSession = ofSession;
    }
  }

  /** Empty for a text that names none. */
  public static Optional<Dimension> of(String wire) {
    if (FIXED.containsKey(wire)) {
      return Optional.of(new Dimension(FIXED.get(wire), ""));
    }
    Matcher custom = CUSTOM.matcher(wire);
    if (custom.matches()) {
      return Optional.of(new Dimension(Kind.CUSTOM, custom.group(1)));
    }
    boolean prop = wire.startsWith(PROP) && wire.length() > PROP.length();
    return prop && wire.length() <= PROP.length() + LONGEST_PROP_NAME
        ? Optional.of(new Dimension(Kind.PROP, wire.substring(PROP.length())))
        : Optional.empty();
  }

  /** As in requests and answers. */
  public String wire() {
    return switch (kind) {
      case PROP -> PROP + name;
      case CUSTOM -> "custom_dimension_" + name;
      default -> kind.wire;
    };
  }

  /** A hit has it; a session has it by some hit of it only. */
  boolean isOfHitAlone() {
    return kind.ofSession.isEmpty();
  }

  /** A session has it; a hit has it by its session only. */
  boolean isOfSessionAlone() {
    return kind.ofHit.isEmpty();
  }

  /** The column of {@code events}, or an expression over one. */
  String hitColumn(BoundSql sql) {
    return switch (kind) {
      case PROP -> "props[" + sql.text(name) + "]";
      case PROP_NAME -> "arrayJoin(" + kind.ofHit + ")";
      case CUSTOM -> kind.ofHit + "_" + Integer.parseInt(name);
      default -> kind.ofHit;
    };
  }

  /** The condition that a hit has a value which is not empty. */
  String hitHasValue(BoundSql sql) {
    return kind == Kind.PROP_NAME ? "notEmpty(" + kind.ofHit + ")" : hitColumn(sql) + " != ''";
  }

  /** The column of {@code sessions}. */
  String sessionColumn() {
    return kind.ofSession;
  }

  /** What a session is grouped by: an expression over {@link #sessionColumn}. */
  String sessionKey() {
    return hasSeveral() ? "arrayJoin(" + kind.ofSession + ")" : kind.ofSession;
  }

  /** A session has an array of values, which may be empty. */
  boolean hasSeveral() {
    return kind == Kind.GOAL;
  }
}
