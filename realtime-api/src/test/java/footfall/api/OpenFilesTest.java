package footfall.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
  @Test
  void whereThereAreFilesForAllConnectionsNothingIsSaid() {
    OpenFiles files = new OpenFiles(17_000);
    assertThat(files.connections(16_000)).isEqualTo(16_000);
    assertThat(files.warning(16_000)).isEmpty();
  }

  @Test
  void whereThereAreFewerTheRestIsKeptFreeAndWhatToDoIsSaid() {
    OpenFiles files = new OpenFiles(16_999);
    assertThat(files.connections(16_000)).isEqualTo(15_999);
    assertThat(files.warning(16_000).orElseThrow())
        .contains("16999 files", "15999 connections", "raise the limit to 17000", "ulimit -n");
  }

  @Test
  void ofAVeryLowLimitHalfIsForConnections() {
    assertThat(new OpenFiles(1_024).connections(16_000)).isEqualTo(512);
  }

  @Test
  void theLimitOfThisProcessIsKnown() {
    assertThat(OpenFiles.ofThisProcess().most()).isGreaterThan(100);
  }
}
