package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.session.ShardEvent.CheckpointEnd;
import footfall.session.ShardEvent.Chunk;
import footfall.session.ShardEvent.ImageBegun;
import footfall.session.ShardEvent.Opened;
import org.junit.jupiter.api.Test;

/**
 * What counts of a journal that two incarnations may have written: every interleaving of DESIGN
 * 5.7. In the journals below each line is one row: sequence number, event.
 */
class JournalFoldTest {
  private final JournalFold fold = new JournalFold();

  @Test
  void anEmptyJournalHasNoCheckpointAndEpochZero() {
    fold.finish();

    assertThat(fold.hasCheckpoint()).isFalse();
    assertThat(fold.epoch()).isZero();
  }

  @Test
  void aCheckpointCountsOnceItsEndIsThere() {
    row(1, new Opened(1));
    row(2, chunk(1, "a"));
    row(3, new CheckpointEnd(1, 10, 99));

    assertState(10, "a");
    assertThat(state().time()).isEqualTo(99);
  }

  @Test
  void aRunWithoutItsEndIsVoid() {
    row(1, new Opened(1));
    row(2, chunk(1, "a"));
    row(3, new CheckpointEnd(1, 10, 99));
    row(4, chunk(1, "torn"));

    assertState(10, "a");
  }

  @Test
  void openingVoidsTheRunThatWasUnderWay() {
    row(1, new Opened(1));
    row(2, chunk(1, "torn"));
    row(3, new Opened(2));
    row(4, chunk(2, "b"));
    row(5, new CheckpointEnd(2, 10, 99));

    assertState(10, "b");
  }

  @Test
  void anImageReplacesAllBeforeIt() {
    row(1, new Opened(1));
    row(2, chunk(1, "a"));
    row(3, new CheckpointEnd(1, 10, 99));
    row(4, new ImageBegun(1));
    row(5, chunk(1, "b"));
    row(6, new CheckpointEnd(1, 20, 99));
    row(7, chunk(1, "c"));
    row(8, new CheckpointEnd(1, 30, 99));

    assertState(30, "b", "c");
    int each = ((Chunk) chunk(1, "a")).form().length;
    assertThat(fold.imageBytes()).isEqualTo(each);
    assertThat(fold.storedBytes()).isEqualTo(2L * each);
  }

  @Test
  void anImageWithoutItsEndReplacesNothing() {
    row(1, new Opened(1));
    row(2, chunk(1, "a"));
    row(3, new CheckpointEnd(1, 10, 99));
    row(4, new ImageBegun(1));
    row(5, chunk(1, "torn"));
    row(6, new Opened(2));
    row(7, chunk(2, "c"));
    row(8, new CheckpointEnd(2, 30, 99));

    assertState(30, "a", "c");
  }

  @Test
  void aTrimmedJournalBeginsWithItsImage() {
    row(7, new ImageBegun(3));
    row(8, chunk(3, "b"));
    row(9, new CheckpointEnd(3, 20, 99));

    assertState(20, "b");
    assertThat(fold.epoch()).isEqualTo(3);
  }

  @Test
  void anEmptyCheckpointMovesTheOffsetOnly() {
    row(1, new Opened(1));
    row(2, chunk(1, "a"));
    row(3, new CheckpointEnd(1, 10, 99));
    row(4, new CheckpointEnd(1, 11, 100));

    assertState(11, "a");
  }

  @Test
  void ofEqualNumbersTheHigherEpochCountsInWhicheverOrderTheyAreRead() {
    row(1, new Opened(1));
    row(2, new Opened(2));
    row(2, chunk(1, "old"));
    row(3, new CheckpointEnd(1, 10, 99));
    row(3, chunk(2, "new"));
    row(4, new CheckpointEnd(2, 5, 99));

    assertState(5, "new");
  }

  @Test
  void ofThreeEqualNumbersTheHighestEpochCounts() {
    row(1, new Opened(2));
    row(1, new Opened(3));
    row(1, new CheckpointEnd(1, 10, 99));
    fold.finish();

    assertThat(fold.epoch()).isEqualTo(3);
    assertThat(fold.hasCheckpoint()).isFalse();
  }

  @Test
  void whatAnOldOwnerWritesBehindItsSuccessorIsVoid() {
    row(1, new Opened(1));
    row(2, new Opened(2));
    row(3, chunk(2, "new"));
    row(4, new CheckpointEnd(2, 5, 99));
    row(5, chunk(1, "old"));
    row(6, new CheckpointEnd(1, 10, 99));
    row(7, new ImageBegun(1));
    row(8, new CheckpointEnd(1, 11, 99));

    assertState(5, "new");
    assertThat(fold.epoch()).isEqualTo(2);
  }

  @Test
  void theEndOfAnOldOwnersRunAtTheNumberOfItsSuccessorsOpeningIsVoid() {
    row(1, new Opened(1));
    row(2, chunk(1, "a"));
    row(3, new CheckpointEnd(1, 10, 99));
    row(4, chunk(1, "late"));
    row(5, new CheckpointEnd(1, 20, 99)); // landed after the successor had recovered to 10
    row(5, new Opened(2));
    row(6, chunk(2, "b"));
    row(7, new CheckpointEnd(2, 15, 99));

    assertState(15, "a", "b");
  }

  @Test
  void anOldOwnersChunkInTheMiddleOfItsSuccessorsRunDoesNotTearIt() {
    row(1, new Opened(1));
    row(2, new Opened(2));
    row(3, chunk(2, "b"));
    row(4, chunk(1, "old"));
    row(4, chunk(2, "c"));
    row(5, new CheckpointEnd(1, 99, 99));
    row(5, new CheckpointEnd(2, 15, 99));

    assertState(15, "b", "c");
  }

  @Test
  void aTimedOutWriteThatLandsAfterTheNextIncarnationsIsVoid() {
    row(1, new Opened(1));
    row(2, chunk(1, "a"));
    row(3, new CheckpointEnd(1, 10, 99));
    row(4, new Opened(2)); // recovered without seeing the write below
    row(4, chunk(1, "timed out"));
    row(5, new CheckpointEnd(2, 11, 99));

    assertState(11, "a");
  }

  @Test
  void aTimedOutWriteThatTheNextIncarnationSawIsPartOfARunWithoutItsEnd() {
    row(1, new Opened(1));
    row(2, chunk(1, "timed out"));
    row(3, new Opened(2));
    row(4, new CheckpointEnd(2, 11, 99));

    assertState(11);
  }

  @Test
  void aTimedOutEndThatTheNextIncarnationSawCounts() {
    row(1, new Opened(1));
    row(2, chunk(1, "a"));
    row(3, new CheckpointEnd(1, 10, 99)); // timed out, yet stored
    row(4, new Opened(2));

    assertState(10, "a");
  }

  @Test
  void aChunkOfANewerFormStopsTheRecoveryWithWhatToDo() {
    row(1, new Opened(1));
    row(2, Chunk.of(1, new byte[] {9}));
    row(3, new CheckpointEnd(1, 10, 99));

    assertThatThrownBy(fold::finish)
        .hasMessage("a checkpoint of form 9 was written by a newer version: run that version");
  }

  private void row(long number, ShardEvent event) {
    fold.take(number, event);
  }

  private static ShardEvent chunk(long epoch, String website) {
    return Chunk.of(
        epoch,
        new StoredWriter()
            .tag(CheckpointWriter.VERSION)
            .tag(CheckpointWriter.WEBSITE)
            .text(website)
            .number(0)
            .number(0)
            .number(0)
            .take());
  }

  private OpenSessions state() {
    OpenSessions open = new OpenSessions(SessionRules.DEFAULT, String::hashCode, new Outbox(1));
    fold.restoreInto(open, SessionRules.DEFAULT);
    return open;
  }

  private void assertState(long offset, String... websites) {
    fold.finish();
    OpenSessions state = state();
    assertThat(state.offset()).isEqualTo(offset);
    assertThat(state.websites()).extracting(w -> w.id).containsExactlyInAnyOrder(websites);
  }
}
