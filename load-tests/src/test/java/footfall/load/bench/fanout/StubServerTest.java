package footfall.load.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import footfall.load.bench.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StubServerTest {
  @TempDir Path folder;

  @Test
  void aCrowdOpensItsSocketsOnAStubAndReadsAFrameASecondOnEach() throws IOException {
    Path frame = Files.writeString(folder.resolve("frame.json"), "{\"recent_hits\":[]}".repeat(10));
    try (ChildJvm stub = ChildJvm.start(StubServer.class, frame, 4);
        ChildJvm crowd = ChildJvm.start(CrowdMain.class, keys(4), stub.answer(), 40, 4, 400, 0)) {
      Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(30))
          .until(() -> report(crowd).open() == 40 && report(crowd).frames() > 80);

      CrowdReport seen = report(crowd);
      assertThat(seen.refused()).isZero();
      assertThat(seen.lostReaders()).isZero();
    }
  }

  /** The stub asks for none. */
  private Path keys(int websites) throws IOException {
    return Files.write(
        folder.resolve("keys"),
        IntStream.rangeClosed(1, websites)
            .mapToObj(i -> CrowdPlan.WEBSITE + i + " ffk_any")
            .toList());
  }

  private static CrowdReport report(ChildJvm crowd) throws IOException {
    crowd.tell("report");
    return CrowdReport.parse(crowd.answer());
  }
}
