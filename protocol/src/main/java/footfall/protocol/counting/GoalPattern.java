package footfall.protocol.counting;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A goal's pattern, ready to be compared. Regular expressions are RE2's, found anywhere in the text
 * unless they say {@code ^} or {@code $}: time grows with the text and the expression, and both are
 * bounded, for a shard asks at each hit.
 */
public final class GoalPattern {
  /** Characters. */
  public static final int LONGEST = 500;

  /** Instructions of a compiled expression. */
  static final int MOST_STEPS = 300;

  /** RE2 writes out what is to be repeated so often, also within each other. */
  private static final int MOST_REPEATED = 1_000;

  /** Characters of a text that a regular expression looks at. */
  static final int LOOKED_AT = 1_024;

  private static final java.util.regex.Pattern COUNTED =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

  private final Goal.Match match;
  private final String pattern;

  /** Null for what is no regular expression. */
  private final Pattern compiled;

  private GoalPattern(Goal.Match match, String pattern, Pattern compiled) {
    this.match = match;
    this.pattern = pattern;
    this.compiled = compiled;
  }

  /**
   * Makes one ready.
   *
   * @throws IllegalArgumentException with a sentence that says what to change, where it is too
   *     long, no regular expression of RE2, or one that takes too long
   */
  public static GoalPattern of(Goal.Match match, String pattern) {
    if (pattern.isEmpty() || pattern.length() > LONGEST) {
      throw new IllegalArgumentException("pattern must have 1 to " + LONGEST + " characters.");
    }
    return new GoalPattern(match, pattern, match == Goal.Match.REGEX ? compiled(pattern) : null);
  }

  private static Pattern compiled(String pattern) {
    if (repeated(pattern) > MOST_REPEATED) {
      throw new IllegalArgumentException(
          "pattern repeats too often: use * or + instead of large counts in braces.");
    }
    Pattern compiled;
    try {
      compiled = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "pattern is no regular expression (RE2): " + e.getDescription() + ".", e);
    }
    if (compiled.programSize() > MOST_STEPS) {
      throw new IllegalArgumentException(
          "pattern is too large a regular expression: make several goals of it.");
    }
    return compiled;
  }

  /**
   * At least as often as any part of the expression is written out; braces elsewhere count, too.
   */
  private static long repeated(String pattern) {
    long product = 1;
    java.util.regex.Matcher braces = COUNTED.matcher(pattern);
    while (braces.find() && product <= MOST_REPEATED) {
      String most = braces.group(2);
      long least = Long.parseLong(braces.group(1));
      product *= Math.max(1, most == null || most.isEmpty() ? least : Long.parseLong(most));
    }
    return product;
  }

  public boolean matches(String text) {
    return switch (match) {
      case EQUALS -> text.equals(pattern);
      case BEGINS_WITH -> text.startsWith(pattern);
      case REGEX -> {
        Matcher matcher =
            compiled.matcher(text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text);
        yield matcher.find();
      }
    };
  }

  /** About how much a comparison takes at most: instructions for each character. */
  public int steps() {
    return compiled == null ? 1 : compiled.programSize();
  }
}
