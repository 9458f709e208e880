package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionIdsTest {
  /** The expected name was computed by another program, from the sentence in the docstring. */
  @Test
  void aSessionHasOneNameForEver() {
    assertThat(SessionIds.of("shop.example", "v-1", Hits.EVENT_ID))
        .isEqualTo(UUID.fromString("cacba03d-a325-3f46-8cac-36daa6dd00b2"));
  }

  @Test
  void theNameIsWhatTheJdkMakesOfTheSameText() {
    for (int i = 0; i < 1_000; i++) {
      UUID event = UUID.randomUUID();
      byte[] text = ("w\u00e9\nkey-" + i + "\n" + event).getBytes(StandardCharsets.UTF_8);
      assertThat(SessionIds.of("w\u00e9", "key-" + i, event))
          .isEqualTo(UUID.nameUUIDFromBytes(text));
    }
  }

  @Test
  void websiteKeyAndOpeningEventEachMakeAnotherSession() {
    UUID session = SessionIds.of("w", "k", Hits.EVENT_ID);
    assertThat(SessionIds.of("x", "k", Hits.EVENT_ID)).isNotEqualTo(session);
    assertThat(SessionIds.of("w", "l", Hits.EVENT_ID)).isNotEqualTo(session);
    assertThat(SessionIds.of("w", "k", new UUID(1, 2))).isNotEqualTo(session);
  }
}
