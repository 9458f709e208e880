package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HitBatchTest {
  private static final String GOOD =
      "{\"website_id\":\"w\",\"event_type\":\"event\",\"client_timestamp\":1}";

  @Test
  void oneObjectIsABatchOfOne() {
    assertThat(reasons(GOOD)).containsExactly("accepted");
    assertThat(reasons("{}")).containsExactly("missing_website_id");
  }

  @Test
  void eachItemOfAnArrayIsJudgedInItsPlace() {
    assertThat(reasons("[" + GOOD + ",{},1,[" + GOOD + "],null," + GOOD + "]"))
        .containsExactly(
            "accepted",
            "missing_website_id",
            "not_an_object",
            "not_an_object",
            "not_an_object",
            "accepted");
  }

  @Test
  void aRefusedItemDoesNotSpoilTheNext() {
    assertThat(reasons("[{\"page_url\":{\"a\":[1]},\"products\":[[{}]]}," + GOOD + "]"))
        .containsExactly("invalid_field", "accepted");
  }

  @Test
  void whereAnArrayBreaksOffTheItemsBeforeCount() {
    assertThat(reasons("[" + GOOD + "," + GOOD + ",{\"website_id\":\"w"))
        .containsExactly("accepted", "accepted", "malformed");
    assertThat(reasons("[" + GOOD + "," + GOOD))
        .containsExactly("accepted", "accepted", "malformed");
    assertThat(reasons("[" + GOOD + "] x")).containsExactly("accepted", "malformed");
    assertThat(reasons("[" + GOOD + "," + "[".repeat(30))).containsExactly("accepted", "too_deep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | empty",
        "' ' | empty",
        "[] | empty",
        "[{\"a | malformed",
        "{\"a\": | malformed",
        "{} {} | malformed",
        "[[[[[[[[[[[[[[[[[[[[[[[[[ | too_deep",
        "12 | not_an_object",
        "null | not_an_object"
      })
  void whereNothingCanBeReadTheBodyIsRefused(String body, String reason) {
    assertThat(HitDecoder.decodeBatch(Hits.bytes(body), 10))
        .isInstanceOfSatisfying(
            HitDecoder.Batch.Unreadable.class,
            unreadable -> assertThat(unreadable.refusal().reason().wire()).isEqualTo(reason));
  }

  @Test
  void anItemBeyondTheMostIsRefusedAndTheRestIsNotRead() {
    assertThat(reasons("[" + (GOOD + ",").repeat(9) + GOOD + "]"))
        .hasSize(10)
        .containsOnly("accepted");
    assertThat(reasons("[" + (GOOD + ",").repeat(11) + GOOD + "]"))
        .hasSize(11)
        .last()
        .isEqualTo("too_many_items");
  }

  @Test
  void anItemOver64KibibytesIsRefusedAndTheNextIsRead() {
    String frame = GOOD.substring(0, GOOD.length() - 1) + ",\"x\":\"\"}";
    String full = frame.replace("\"\"", '"' + "y".repeat(Limits.HIT_BYTES - frame.length()) + '"');
    String over = full.replace("\"x\"", "\"xx\"");
    assertThat(reasons("[" + full + ", " + over + "," + GOOD + "]"))
        .containsExactly("accepted", "too_large", "accepted");
  }

  private static List<String> reasons(String body) {
    if (HitDecoder.decodeBatch(Hits.bytes(body), 10) instanceof HitDecoder.Batch.Read read) {
      return read.items().stream()
          .map(item -> item instanceof Validation.Rejected r ? r.reason().wire() : "accepted")
          .toList();
    }
    throw new AssertionError("unreadable: " + body);
  }
}
