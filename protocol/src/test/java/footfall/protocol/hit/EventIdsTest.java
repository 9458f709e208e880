package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The expected names were computed by another program, from the sentence in the docstring. */
class EventIdsTest {
  @Test
  void aMinimalHitHasOneNameForEver() {
    assertThat(EventIds.derive(Hits.minimal()))
        .isEqualTo(UUID.fromString("7b63422e-9f26-3392-b044-6814822b4559"));
  }

  @Test
  void aFullHitHasOneNameForEver() {
    assertThat(EventIds.derive(Hits.full()))
        .isEqualTo(UUID.fromString("de92182b-dda8-38fc-8e93-fb0e9d100ea4"));
  }

  @Test
  void whatDiffersBetweenAttemptsDoesNotChangeTheName() {
    Hit hit = Hits.full();
    Hit again =
        hit.withEventId(Hit.NO_ID)
            .withTimes(hit.clientTimestamp(), hit.sentAt() + 9_000)
            .withSender(
                hit.identity().withVisitor("v-1", "another"),
                hit.client().withConnection("curl/8", "192.0.2.1"));
    assertThat(EventIds.derive(again)).isEqualTo(EventIds.derive(hit));
  }

  @Test
  void hitsThatDifferInOneFieldHaveDifferentNames() {
    assertThat(derived("")).isEqualTo(derived(""));
    assertThat(
            new String[] {
              "",
              "\"event_name\":\"a\"",
              "\"event_category\":\"a\"",
              "\"event_value\":1",
              "\"page_url\":\"a\"",
              "\"transaction_id\":\"a\"",
              "\"transaction_revenue\":1",
              "\"custom_dimension_1\":\"1\"",
              "\"custom_metric_1\":1",
              "\"props\":{\"1\":\"1\"}",
              "\"user_id\":\"u\",\"session_id\":\"s\"",
              "\"client_timestamp\":1795262400001",
              "\"website_id\":\"other\"",
              "\"event_type\":\"event\""
            })
        .extracting(EventIdsTest::derived)
        .doesNotHaveDuplicates();
  }

  @Test
  void aSendersOwnIdIsKept() {
    assertThat(Hits.accepted(HitJson.write(Hits.full())).eventId()).isEqualTo(Hits.EVENT_ID);
  }

  @Test
  void aHitWithoutAnIdOrWithTheNilIdGetsTheDerivedOne() {
    Hit hit = Hits.minimal().withEventId(Hit.NO_ID);
    assertThat(Hits.accepted(HitJson.write(hit)).eventId()).isEqualTo(EventIds.derive(hit));
    assertThat(derived("\"event_id\":\"00000000-0000-0000-0000-000000000000\""))
        .isEqualTo(derived(""));
  }

  private static UUID derived(String field) {
    return Hits.accepted(Hits.jsonWith((field.isEmpty() ? "\"x\":1" : field))).eventId();
  }
}
