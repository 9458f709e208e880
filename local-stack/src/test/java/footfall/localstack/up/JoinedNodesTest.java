package footfall.localstack.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import footfall.localstack.PidFile;
import footfall.localstack.StackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinedNodesTest {
  private static final String FIRST = "akka://footfall@127.0.0.1:25520";

  @TempDir private Path data;

  private List<String> seedNodes() {
    return JoinedNodes.seedNodes(data, Optional.of(FIRST), 25_520);
  }

  @Test
  void everybodyAsksTheNodeOfUpFirstAndThenTheOthersInOneOrder() throws Exception {
    assertThat(seedNodes()).containsExactly(FIRST);
    JoinedNodes.enter(data, "127.0.0.3");
    JoinedNodes.enter(data, "127.0.0.2");

    assertThat(seedNodes())
        .containsExactly(
            FIRST, "akka://footfall@127.0.0.2:25520", "akka://footfall@127.0.0.3:25520");
    assertThat(JoinedNodes.seedNodes(data, Optional.empty(), 1))
        .containsExactly("akka://footfall@127.0.0.2:1", "akka://footfall@127.0.0.3:1");

    JoinedNodes.leave(data, "127.0.0.2");
    assertThat(seedNodes()).containsExactly(FIRST, "akka://footfall@127.0.0.3:25520");
  }

  @Test
  void aVerbThatWasKilledCountsNoMore() throws Exception {
    Process killed = new ProcessBuilder("sleep", "600").start();
    Path file = data.resolve("run/joined-127.0.0.2.pid");
    PidFile.write(file, killed.pid());
    assertThat(seedNodes()).hasSize(2);

    killed.destroyForcibly().waitFor();
    assertThat(seedNodes()).containsExactly(FIRST);
    JoinedNodes.enter(data, "127.0.0.2");
    assertThat(Files.readString(file)).startsWith(ProcessHandle.current().pid() + " ");
  }

  @Test
  void anAddressThatANodeHasIsRefused() throws Exception {
    JoinedNodes.enter(data, "127.0.0.2");
    assertThatThrownBy(() -> JoinedNodes.enter(data, "127.0.0.2"))
        .isInstanceOf(StackException.class)
        .hasMessage("a node already runs on 127.0.0.2: choose another address with --host");
  }

  @Test
  void allAreEndedOneAfterTheOther() throws Exception {
    Process first = new ProcessBuilder("sleep", "600").start();
    Process second = new ProcessBuilder("sleep", "600").start();
    PidFile.write(data.resolve("run/joined-127.0.0.2.pid"), first.pid());
    PidFile.write(data.resolve("run/joined-127.0.0.3.pid"), second.pid());

    JoinedNodes.end(data);

    assertThat(first.isAlive()).isFalse();
    assertThat(second.isAlive()).isFalse();
  }
}
