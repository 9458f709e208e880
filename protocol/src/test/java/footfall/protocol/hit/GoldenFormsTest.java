package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.Golden;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wire forms of version 1 as they went out once: they never change, and are read for ever. */
class GoldenFormsTest {
  @ParameterizedTest
  @CsvSource({"minimal, json", "full, json", "minimal, binpb", "full, binpb"})
  void aHitIsWrittenAsItEverWas(String hit, String form) {
    Function<Hit, byte[]> write = form.equals("json") ? HitJson::write : HitProtobuf::write;
    assertThat(write.apply(hit(hit))).isEqualTo(golden(hit, form));
  }

  @ParameterizedTest
  @CsvSource({"minimal, json", "full, json", "minimal, binpb", "full, binpb"})
  void aHitWrittenLongAgoIsRead(String hit, String form) {
    String contentType = form.equals("json") ? HitDecoder.JSON : HitDecoder.PROTOBUF;
    assertThat(HitDecoder.decode(golden(hit, form), contentType))
        .isEqualTo(new Validation.Accepted(hit(hit)));
  }

  private static Hit hit(String name) {
    return name.equals("full") ? Hits.full() : Hits.minimal();
  }

  private static byte[] golden(String hit, String form) {
    return Golden.bytes("hit-v1-" + hit + "." + form);
  }
}
