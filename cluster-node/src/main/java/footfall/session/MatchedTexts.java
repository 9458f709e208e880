package footfall.session;

import footfall.protocol.counting.GoalPattern;
import java.util.BitSet;
import java.util.List;

/**
 * Which of some regular expressions a text matches. Most hits of a website are of few pages, and a
 * comparison may take a thousand times as long as looking up what it gave: the last text at each of
 * some places is known. Confined to the shard's thread.
 */
final class MatchedTexts {
  static final int PLACES = 256;

  private final List<GoalPattern> patterns;
  private String[] texts;
  private BitSet[] matched;

  MatchedTexts(List<GoalPattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /** The indexes of the patterns that the text matches; not to be changed. */
  BitSet of(String text) {
    if (texts == null) {
      texts = new String[PLACES];
      matched = new BitSet[PLACES];
    }
    int place = placeOf(text);
    if (!text.equals(texts[place])) {
      matched[place] = compared(text);
      texts[place] = text;
    }
    return matched[place];
  }

  static int placeOf(String text) {
    int hash = text.hashCode();
    return (hash ^ hash >>> 16) & (PLACES - 1);
  }

  private BitSet compared(String text) {
    BitSet found = new BitSet(patterns.size());
    for (int i = 0; i < patterns.size(); i++) {
      found.set(i, patterns.get(i).matches(text));
    }
    return found;
  }
}
