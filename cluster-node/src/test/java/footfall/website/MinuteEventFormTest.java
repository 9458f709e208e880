package footfall.website;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The event as it lies in journals: rows written by any version are read for ever. */
class MinuteEventFormTest {
  private static final int JACKSON_CBOR = 33;
  private static final String MANIFEST = "footfall.website.WebsiteMinute$PartsFinished";

  private static final ActorTestKit KIT = ActorTestKit.create();

  private final Serialization serialization = SerializationExtension.get(KIT.system());

  @AfterAll
  static void close() {
    KIT.shutdownTestKit();
  }

  @Test
  void theEventOfVersionOneIsReadForEver() throws IOException {
    byte[] stored = golden();

    Object read = serialization.deserialize(stored, JACKSON_CBOR, MANIFEST).get();

    WebsiteMinute.PartsFinished event = (WebsiteMinute.PartsFinished) read;
    assertThat(event.at()).isEqualTo(1_763_683_320_000L);
    assertThat(event.byPartition()).containsOnlyKeys(3);
    assertThat(event.byPartition().get(3).epoch()).isEqualTo(5);
    assertThat(event.byPartition().get(3).tally()).isEqualTo(Tallies.form("/a", 2, 1));
  }

  @Test
  void theEventIsWrittenInTheFormOfVersionOne() throws IOException {
    WebsiteMinute.FinalPart part = new WebsiteMinute.FinalPart(5, Tallies.form("/a", 2, 1));
    WebsiteMinute.PartsFinished event =
        new WebsiteMinute.PartsFinished(1_763_683_320_000L, Map.of(3, part));

    assertThat(serialization.serializerFor(event.getClass()).identifier()).isEqualTo(JACKSON_CBOR);
    assertThat(Serializers.manifestFor(serialization.serializerFor(event.getClass()), event))
        .isEqualTo(MANIFEST);
    assertThat(HexFormat.of().formatHex(serialization.serialize(event).get()))
        .isEqualTo(HexFormat.of().formatHex(golden()));
  }

  private static byte[] golden() throws IOException {
    try (InputStream in = MinuteEventFormTest.class.getResourceAsStream("parts-finished-v1.hex")) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
  }
}
