package footfall.load.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private final FrameReader reader = new FrameReader();
  private final List<String> read = new ArrayList<>();

  @Test
  void framesOfEveryLengthAreReadWhereverTheyAreCut() {
    List<String> sent = new ArrayList<>();
    ByteBuffer wire = ByteBuffer.allocate(400_000);
    for (int length : new int[] {0, 1, 125, 126, 127, 6_000, 65_535, 65_536, 100_000}) {
      String text = "x".repeat(length);
      sent.add(text);
      put(wire, text);
    }
    SplittableRandom random = new SplittableRandom(1);
    byte[] all = new byte[wire.flip().remaining()];
    wire.get(all);
    for (int from = 0; from < all.length; ) {
      int to = Math.min(all.length, from + random.nextInt(1, 20_000));
      reader.read(ByteBuffer.wrap(all, from, to - from), this::take);
      from = to;
    }

    assertThat(read).isEqualTo(sent);
  }

  @Test
  void byteForByteIsTheSame() {
    ByteBuffer wire = ByteBuffer.allocate(400);
    put(wire, "a".repeat(126));
    put(wire, "b");
    for (byte one : java.util.Arrays.copyOf(wire.array(), wire.position())) {
      reader.read(ByteBuffer.wrap(new byte[] {one}), this::take);
    }

    assertThat(read).containsExactly("a".repeat(126), "b");
  }

  private void take(int opcode, ByteBuffer payload) {
    assertThat(opcode).isEqualTo(FrameReader.TEXT);
    read.add(StandardCharsets.UTF_8.decode(payload).toString());
  }

  private static void put(ByteBuffer wire, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    wire.put((byte) 0x81);
    if (payload.length < 126) {
      wire.put((byte) payload.length);
    } else if (payload.length <= 0xFFFF) {
      wire.put((byte) 126).putShort((short) payload.length);
    } else {
      wire.put((byte) 127).putLong(payload.length);
    }
    wire.put(payload);
  }
}
