package footfall.persistence.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.ServerException;
import footfall.persistence.clickhouse.block.Block;
import footfall.persistence.clickhouse.block.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StubbornInsertTest {
  private static final Layout<Long> NUMBERS = new Layout<Long>().number64("n", "Int64", n -> n);
  private static final int TOO_MANY_PARTS = 252;
  private static final int MEMORY_LIMIT = 241;
  private static final int VIOLATED_CONSTRAINT = 469;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final StubbornInsert.Counters counters = new StubbornInsert.Counters();
  private final List<Long> stored = new ArrayList<>();
  private final List<Long> refused = new ArrayList<>();

  private StubbornInsert insert(StubbornInsert.Attempt attempt) {
    ClickHouseSettings.Retry retry =
        new ClickHouseSettings.Retry(
            Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ZERO);
    return new StubbornInsert(
        attempt,
        retry,
        closed,
        (table, row, detail) -> refused.add(row.numberAt("n", 0)),
        counters);
  }

  private static Block block(long from, long to) {
    return NUMBERS.encode(LongStream.range(from, to).boxed().toList());
  }

  private static List<Long> numbers(List<Block> blocks) {
    return blocks.stream()
        .flatMap(
            block -> LongStream.range(0, block.rows()).mapToObj(i -> block.numberAt("n", (int) i)))
        .toList();
  }

  private static ServerException answer(int code) {
    return new ServerException(code, "answer " + code, 500, "");
  }

  @Test
  void whatFailsForNowIsSentAgainIdenticallyUnderTheSameToken() throws Exception {
    List<String> sent = new ArrayList<>();
    insert(
            (table, blocks, token) -> {
              sent.add(table + token + bytes(blocks));
              if (sent.size() < 10) {
                throw sent.size() % 2 == 0 ? answer(TOO_MANY_PARTS) : new ConnectException("away");
              }
            })
        .store("t", List.of(block(1, 5), block(5, 9)));
    assertThat(sent).hasSize(10).containsOnly(sent.get(0));
    assertThat(counters.failures().sum()).isEqualTo(9);
    assertThat(counters.rows().sum()).isEqualTo(8);
  }

  private static String bytes(List<Block> blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Block block : blocks) {
      block.writeTo(out);
    }
    return HexFormat.of().formatHex(out.toByteArray());
  }

  @Test
  void badValuesAreFoundByHalvingAndTheOthersAreStoredOnce() throws Exception {
    insert(
            (table, blocks, token) -> {
              if (numbers(blocks).stream().anyMatch(n -> n % 37 == 0)) {
                throw new IOException("wrapped", answer(VIOLATED_CONSTRAINT));
              }
              stored.addAll(numbers(blocks));
            })
        .store("t", List.of(block(1, 60), block(60, 61), block(61, 120)));
    assertThat(refused).containsExactlyInAnyOrder(37L, 74L, 111L);
    assertThat(stored)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(1, 120).filter(n -> n % 37 != 0).boxed().toList());
  }

  @Test
  void anInsertTooHeavyForClickHouseIsHalvedAfterAFewTriesAndNothingIsRefused() throws Exception {
    insert(
            (table, blocks, token) -> {
              if (numbers(blocks).size() > 30) {
                throw answer(MEMORY_LIMIT);
              }
              stored.addAll(numbers(blocks));
            })
        .store("t", List.of(block(1, 101)));
    assertThat(stored).containsExactlyElementsOf(LongStream.range(1, 101).boxed().toList());
    assertThat(refused).isEmpty();
  }

  @Test
  void aSingleRowTooHeavyForNowIsTriedUntilItPasses() throws Exception {
    int[] tries = {0};
    insert(
            (table, blocks, token) -> {
              if (++tries[0] < 12) {
                throw answer(MEMORY_LIMIT);
              }
            })
        .store("t", List.of(block(1, 2)));
    assertThat(tries[0]).isEqualTo(12);
    assertThat(refused).isEmpty();
  }

  @Test
  void closingEndsTheTries() {
    StubbornInsert insert =
        insert(
            (table, blocks, token) -> {
              closed.countDown();
              throw new ConnectException("away");
            });
    assertThatThrownBy(() -> insert.store("t", List.of(block(1, 2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed before ClickHouse acknowledged");
  }

  @Test
  void aTokenNamesOneSetOfRowsOnly() throws Exception {
    List<UUID> tokens = new ArrayList<>();
    StubbornInsert insert = insert((table, blocks, token) -> tokens.add(token));
    insert.store("t", List.of(block(1, 2)));
    insert.store("t", List.of(block(1, 2)));
    assertThat(tokens).doesNotHaveDuplicates();
  }
}
