package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.persistence.clickhouse.EventRow;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RawRowsTest {
  private final RawRows rows = new RawRows();

  @Test
  void nothingIsInsertedBeforeItIsKnownWhatIsStored() {
    add(5);

    assertThat(rows.mayInsert()).isFalse();
    rows.knowStored(new long[0]);
    assertThat(rows.mayInsert()).isTrue();
  }

  @Test
  void exactlyTheStoredOffsetsAreLeftOut() {
    rows.knowStored(new long[] {5, 7, 100});
    add(4, 5, 6, 7, 8);

    assertThat(rows.take().rows()).extracting(EventRow::kafkaOffset).containsExactly(4L, 6L, 8L);
  }

  @Test
  void whileAnInsertIsUnderWayRowsGatherUntilTheyAreABlock() {
    rows.knowStored(new long[0]);
    add(1);
    rows.take();
    add(LongStream.range(2, RawRows.BLOCK_ROWS + 1).toArray());

    assertThat(rows.mayInsert()).isFalse();
    add(RawRows.BLOCK_ROWS + 1);
    assertThat(rows.mayInsert()).isTrue();
    assertThat(rows.take().rows()).hasSize(RawRows.BLOCK_ROWS);
    add(9_000);
    assertThat(rows.mayInsert()).isFalse();
    rows.acknowledged(1);
    assertThat(rows.mayInsert()).isFalse();
    rows.acknowledged(2);
    assertThat(rows.mayInsert()).isTrue();
  }

  @Test
  void anInsertThatHadNothingToStoreAndIsDoneFirstHidesNoneThatIsUnderWay() {
    rows.knowStored(LongStream.range(2, RawRows.BLOCK_ROWS + 2).toArray());
    add(1);
    rows.take();
    add(LongStream.range(2, RawRows.BLOCK_ROWS + 2).toArray());
    RawRows.Insert second = rows.take();

    assertThat(second.rows()).isEmpty();
    rows.acknowledged(second.from());
    assertThat(rows.storedThrough(0)).isTrue();
    assertThat(rows.storedThrough(1)).isFalse();
  }

  @Test
  void anOffsetIsStoredOnceEveryRowUpToItIsAcknowledged() {
    rows.knowStored(new long[0]);
    assertThat(rows.storedThrough(9)).isTrue();
    add(5, 6);
    assertThat(rows.storedThrough(4)).isTrue();
    assertThat(rows.storedThrough(5)).isFalse();
    rows.take();
    add(8);
    assertThat(rows.storedThrough(4)).isTrue();
    assertThat(rows.storedThrough(5)).isFalse();
    rows.acknowledged(5);

    assertThat(rows.storedThrough(7)).isTrue();
    assertThat(rows.storedThrough(8)).isFalse();
  }

  private void add(long... offsets) {
    for (long offset : offsets) {
      rows.add(
          new EventRow(
              Hits.pageview("w", "v", "", 1, 0),
              Hits.on("/"),
              0,
              0,
              true,
              null,
              false,
              false,
              0,
              offset));
    }
  }
}
