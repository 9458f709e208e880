package footfall.protocol.hit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written is read as it was, and whatever is read was understood or has a reason. */
class HitFormsPropertyTest {
  /** Making a hit is slow, damaging it is not. */
  private static final int DAMAGES = 50;

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyHitIsReadFromJsonAsItWasWritten(@ForAll("hits") Hit hit) {
    assertThat(HitDecoder.decode(HitJson.write(hit), HitDecoder.JSON))
        .isEqualTo(new Validation.Accepted(hit));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everyHitIsReadFromProtobufAsItWasWritten(@ForAll("hits") Hit hit) {
    assertThat(HitDecoder.decode(HitProtobuf.write(hit), HitDecoder.PROTOBUF))
        .isEqualTo(new Validation.Accepted(hit));
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void aBatchOfHitsIsReadAsEachOfThem(@ForAll("hits") Hit first, @ForAll("hits") Hit second) {
    byte[] body = join(HitJson.write(first), HitJson.write(second));
    assertThat(HitDecoder.decodeBatch(body, 2))
        .isEqualTo(
            new HitDecoder.Batch.Read(
                List.of(new Validation.Accepted(first), new Validation.Accepted(second))));
  }

  @Property(tries = 3_000)
  void noiseIsNeverUnderstood(@ForAll byte[] noise, @ForAll("contentTypes") String contentType) {
    assertThat(HitDecoder.decode(noise, contentType))
        .isInstanceOfSatisfying(Validation.Rejected.class, HitFormsPropertyTest::explains);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void aDamagedHitIsUnderstoodOrRefusedWithAReason(
      @ForAll("hits") Hit hit, @ForAll("contentTypes") String contentType, @ForAll long seed) {
    boolean json = contentType.equals(HitDecoder.JSON);
    byte[] whole = json ? HitJson.write(hit) : HitProtobuf.write(hit);
    Random random = new Random(seed);
    for (int i = 0; i < DAMAGES; i++) {
      judge(HitDecoder.decode(damage(whole, random), contentType));
    }
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void aDamagedBatchIsUnderstoodOrRefusedWithReasons(@ForAll("hits") Hit hit, @ForAll long seed) {
    byte[] body = join(HitJson.write(hit), HitJson.write(Hits.full()));
    Random random = new Random(seed);
    for (int i = 0; i < DAMAGES; i++) {
      judgeAll(HitDecoder.decodeBatch(damage(body, random), 3));
    }
  }

  private static void judgeAll(HitDecoder.Batch batch) {
    if (batch instanceof HitDecoder.Batch.Read read) {
      assertThat(read.items()).isNotEmpty().hasSizeLessThanOrEqualTo(4);
      read.items().stream()
          .map(item -> item instanceof Validation.Accepted a ? HitDecoder.complete(a.hit()) : item)
          .forEach(HitFormsPropertyTest::judge);
    }
  }

  private static void judge(Validation read) {
    if (read instanceof Validation.Accepted accepted) {
      Hit hit = accepted.hit();
      assertThat(HitDecoder.decode(HitJson.write(hit), HitDecoder.JSON)).isEqualTo(read);
      assertThat(HitDecoder.decode(HitProtobuf.write(hit), HitDecoder.PROTOBUF)).isEqualTo(read);
    } else {
      explains((Validation.Rejected) read);
    }
  }

  private static void explains(Validation.Rejected refused) {
    assertThat(refused.reason()).isNotEqualTo(DropReason.FAILED);
    assertThat(refused.detail()).isNotBlank().hasSizeLessThan(200);
    assertThat(CleanText.of(refused.detail())).isEqualTo(refused.detail());
  }

  /** One to four of: a byte changed, a piece cut out, a piece doubled, an end lost. */
  private static byte[] damage(byte[] whole, Random random) {
    byte[] damaged = whole;
    for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
      int from = random.nextInt(damaged.length);
      int to = Math.min(damaged.length, from + 1 + random.nextInt(12));
      damaged =
          switch (random.nextInt(4)) {
            case 0 -> splice(damaged, from, from + 1, new byte[] {anyByte(random)});
            case 1 -> splice(damaged, from, to, new byte[0]);
            case 2 -> splice(damaged, from, from, Arrays.copyOfRange(damaged, from, to));
            default -> Arrays.copyOf(damaged, from);
          };
    }
    return damaged;
  }

  private static byte anyByte(Random random) {
    String telling = "{}[]\",:\\0123456789eE.-nulltruefalse";
    return random.nextBoolean()
        ? (byte) telling.charAt(random.nextInt(telling.length()))
        : (byte) random.nextInt();
  }

  private static byte[] splice(byte[] whole, int from, int to, byte[] between) {
    byte[] spliced = new byte[from + between.length + whole.length - to];
    System.arraycopy(whole, 0, spliced, 0, from);
    System.arraycopy(between, 0, spliced, from, between.length);
    System.arraycopy(whole, to, spliced, from + between.length, whole.length - to);
    return spliced;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] body = splice(new byte[] {'[', ',', ']'}, 2, 2, second);
    return splice(body, 1, 1, first);
  }

  @Provide
  Arbitrary<Hit> hits() {
    return AnyHit.hits();
  }

  @Provide
  Arbitrary<String> contentTypes() {
    return Arbitraries.of(HitDecoder.JSON, HitDecoder.PROTOBUF);
  }
}
