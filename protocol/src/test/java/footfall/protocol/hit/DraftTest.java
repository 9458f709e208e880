package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a collector does: read, fill in, complete, write. */
class DraftTest {
  private static final byte[] ANONYMOUS =
      Hits.bytes(
          "{\"website_id\":\"w\",\"event_type\":\"pageview\",\"client_timestamp\":1795262400000,"
              + "\"sent_at\":1795262400500}");

  @Test
  void aDraftNeedsNoIdentityAndKeepsItsTimeOfSending() {
    Hit draft = Hits.accepted(HitDecoder.decodeDraft(ANONYMOUS, null));
    assertThat(draft.identity().lacksVisitor()).isTrue();
    assertThat(draft.eventId()).isEqualTo(Hit.NO_ID);
    assertThat(draft.sentAt()).isEqualTo(Hits.TIME + 500);
    assertThat(Hits.refused(HitDecoder.complete(draft)).reason())
        .isEqualTo(DropReason.MISSING_IDENTITY);
  }

  @Test
  void whatTheCollectorFillsInIsReadFromTheTopic() {
    Hit draft = Hits.accepted(HitDecoder.decodeDraft(ANONYMOUS, null));
    Hit whole =
        Hits.accepted(
            HitDecoder.complete(
                draft.withSender(
                    draft.identity().withVisitor("today", "yesterday"),
                    draft.client().withConnection("agent", "192.0.2.0"))));
    Hit written = whole.withTimes(whole.clientTimestamp() + 7, 0);
    Hit read = Hits.accepted(HitJson.write(written));
    assertThat(read).isEqualTo(written);
    assertThat(read.eventId()).isEqualTo(EventIds.derive(whole));
    assertThat(read.identity()).isEqualTo(new Hit.Identity("", "today", "", "yesterday"));
  }

  @Test
  void aUserAloneStillLacksAVisitor() {
    assertThat(new Hit.Identity("", "", "u", "").lacksVisitor()).isTrue();
    assertThat(new Hit.Identity("s", "", "", "").lacksVisitor()).isFalse();
    assertThat(new Hit.Identity("", "v", "", "").lacksVisitor()).isFalse();
  }
}
