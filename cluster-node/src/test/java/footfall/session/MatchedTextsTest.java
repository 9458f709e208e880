package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.counting.Goal;
import footfall.protocol.counting.GoalPattern;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchedTextsTest {
  private static final List<GoalPattern> PATTERNS =
      List.of(regex("^/shop"), regex("[02468]$"), regex("x|/1"));

  private static GoalPattern regex(String pattern) {
    return GoalPattern.of(Goal.Match.REGEX, pattern);
  }

  @Test
  void aTextMatchesWhatItWouldHoweverOftenItAndOthersOfItsPlaceAreAsked() {
    MatchedTexts known = new MatchedTexts(PATTERNS);
    Random random = new Random(20261121);
    List<String> texts =
        IntStream.range(0, 3 * MatchedTexts.PLACES)
            .mapToObj(i -> (i % 2 == 0 ? "/shop/" : "/blog/") + i)
            .toList();
    assertThat(texts.stream().map(MatchedTexts::placeOf).distinct().count())
        .as("places that texts share")
        .isLessThan(texts.size());
    for (int i = 0; i < 5_000; i++) {
      String text = texts.get(random.nextInt(texts.size()));
      for (int index = 0; index < PATTERNS.size(); index++) {
        assertThat(known.of(text).get(index))
            .as("%s of %s", index, text)
            .isEqualTo(PATTERNS.get(index).matches(text));
      }
    }
  }
}
