package footfall.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailedRecordsTest {
  private final FailedRecords failed = new FailedRecords();

  @Test
  void aRecordIsPoisonAtItsSecondFailureNotAtItsFirst() {
    failed.failedAt(5);
    assertThat(failed.isPoison(5)).isFalse();
    failed.failedAt(5);

    assertThat(failed.isPoison(5)).isTrue();
    assertThat(failed.isPoison(4)).isFalse();
    assertThat(failed.isPoison(6)).isFalse();
  }

  @Test
  void failuresAtTwoRecordsDoNotAddUp() {
    failed.failedAt(5);
    failed.failedAt(6);

    assertThat(failed.isPoison(5)).isFalse();
    assertThat(failed.isPoison(6)).isFalse();
  }

  @Test
  void whatACheckpointHasPassedIsForgottenInclusively() {
    failed.failedAt(5);
    failed.failedAt(5);
    failed.failedAt(6);
    failed.failedAt(6);
    failed.forgetThrough(5);

    assertThat(failed.isPoison(5)).isFalse();
    assertThat(failed.isPoison(6)).isTrue();
  }
}
