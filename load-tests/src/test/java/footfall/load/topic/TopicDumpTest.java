package footfall.load.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicDumpTest {
  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Path written() throws IOException {
    Path file = folder.resolve("events.dump");
    try (TopicDump.Writer out = new TopicDump.Writer(file)) {
      out.accept(
          new TopicRecord(
              3, 1L << 40, 77, bytes("w:a"), Map.of("received-at", bytes("5")), bytes("{}")));
      out.accept(new TopicRecord(300, 0, 78, null, Map.of("tick", new byte[0]), null));
    }
    return file;
  }

  @Test
  void recordsComeBackAsTheyWere() throws IOException {
    List<TopicRecord> records = new ArrayList<>();
    TopicDump.read(written(), records::add);
    assertThat(records).hasSize(2);
    TopicRecord first = records.get(0);
    assertThat(first.place()).isEqualTo("3/1099511627776");
    assertThat(first.key()).isEqualTo(bytes("w:a"));
    assertThat(first.value()).isEqualTo(bytes("{}"));
    assertThat(first.headers().get("received-at")).isEqualTo(bytes("5"));
    assertThat(first.isTick()).isFalse();
    assertThat(records.get(1).partition()).isEqualTo(300);
    assertThat(records.get(1).key()).isNull();
    assertThat(records.get(1).isTick()).isTrue();
  }

  @Test
  void aDumpThatEndsWithinARecordIsRefused() throws IOException {
    Path file = written();
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - 3));
    assertThatThrownBy(() -> TopicDump.read(file, r -> {})).isInstanceOf(EOFException.class);
  }

  @Test
  void aFileThatIsNoDumpIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "hello world");
    assertThatThrownBy(() -> TopicDump.read(file, r -> {})).hasMessageContaining("not a dump");
  }
}
