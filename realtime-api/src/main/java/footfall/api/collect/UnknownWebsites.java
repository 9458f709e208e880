package footfall.api.collect;

import java.util.Locale;

/** What becomes of a hit whose website nobody has made. */
public enum UnknownWebsites {
  /** It is refused as {@code unknown_website}. */
  REFUSE,
  /** It is taken as that of a website with default settings: for benches and tests. */
  TAKE;

  /**
   * Reads {@code refuse} or {@code take}.
   *
   * @throws IllegalArgumentException saying what it must be
   */
  public static UnknownWebsites of(String name) {
    for (UnknownWebsites one : values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "footfall.collect.unknown-websites must be refuse or take, was " + name);
  }
}
