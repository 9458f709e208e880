package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.v1.HitMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HitProtobufTest {
  @Test
  void aMinimalHitIsReadBackAsItWasWritten() {
    assertThat(read(HitProtobuf.write(Hits.minimal())))
        .isEqualTo(new Validation.Accepted(Hits.minimal()));
  }

  @Test
  void aFullHitIsReadBackAsItWasWritten() {
    assertThat(read(HitProtobuf.write(Hits.full())))
        .isEqualTo(new Validation.Accepted(Hits.full()));
  }

  @Test
  void bothFormsOfAHitSayTheSame() {
    assertThat(read(HitProtobuf.write(Hits.full())))
        .isEqualTo(HitDecoder.decode(HitJson.write(Hits.full()), null));
  }

  @Test
  void everyFieldHasTheNameOfItsKeyInJson() {
    String json = new String(HitJson.write(Hits.full()), StandardCharsets.UTF_8);
    assertThat(HitMessage.getDescriptor().getFields())
        .filteredOn(field -> !field.getName().startsWith("custom_"))
        .allSatisfy(field -> assertThat(json).contains('"' + field.getName() + "\":"));
  }

  @Test
  void aNumberThatIsNoneIsRefused() {
    assertThat(refused(valid().setEventValue(Double.NaN))).isEqualTo(DropReason.INVALID_NUMBER);
    assertThat(refused(valid().setCustomMetric3(Double.NEGATIVE_INFINITY)))
        .isEqualTo(DropReason.INVALID_NUMBER);
  }

  @Test
  void aTimeThatWasNotSentIsMissingAndNotTheYear1970() {
    assertThat(refused(valid().clearClientTimestamp()))
        .isEqualTo(DropReason.MISSING_CLIENT_TIMESTAMP);
    assertThat(refused(valid().setClientTimestamp(-1)))
        .isEqualTo(DropReason.INVALID_CLIENT_TIMESTAMP);
    assertThat(read(valid().setClientTimestamp(0).build().toByteArray()))
        .isInstanceOf(Validation.Accepted.class);
  }

  @Test
  void anotherSchemaVersionIsRefused() {
    assertThat(refused(valid().setSchemaVersion(2)))
        .isEqualTo(DropReason.UNSUPPORTED_SCHEMA_VERSION);
  }

  @Test
  void bytesThatAreNoMessageAreMalformed() {
    byte[] torn = Arrays.copyOf(valid().build().toByteArray(), 5);
    assertThat(Hits.refused(read(torn)).reason()).isEqualTo(DropReason.MALFORMED);
  }

  private static HitMessage.Builder valid() {
    return HitMessage.newBuilder()
        .setWebsiteId("w")
        .setEventType("pageview")
        .setClientTimestamp(Hits.TIME)
        .setVisitorId("v");
  }

  private static DropReason refused(HitMessage.Builder message) {
    return Hits.refused(read(message.build().toByteArray())).reason();
  }

  private static Validation read(byte[] value) {
    return HitDecoder.decode(value, HitDecoder.PROTOBUF);
  }
}
