package footfall.load.faults.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real namespaces with a process in each; skipped where they need what is not there. */
class NetworksIT {
  @BeforeAll
  static void needsNamespaces() {
    assumeTrue(
        Networks.cannotRun().isEmpty(), () -> Networks.cannotRun().orElse("they can be had now"));
  }

  @Test
  void aCutTakesAwayOneWayOrBothAndOnlyUntilItIsClosed() throws Exception {
    try (Networks networks = Networks.create(2);
        Peer machine = peerOfMachine(networks);
        Peer one = peer(networks, 0);
        Peer other = peer(networks, 1)) {
      assertThat(one.reaches(networks.host(1))).isTrue();
      assertThat(other.reaches(networks.host(0))).isTrue();

      Networks.Cut cut = networks.cutBoth(0, 1);
      try (cut) {
        assertThat(one.reaches(networks.host(1))).isFalse();
        assertThat(other.reaches(networks.host(0))).isFalse();
        assertThat(one.reaches(networks.machine())).isTrue();
        assertThat(machine.reaches(networks.host(0))).isTrue();
      }
      assertThat(one.reaches(networks.host(1))).isTrue();

      // A connection needs both ways: what is left of the other way shows only in what arrives.
      Networks.Cut oneWay = networks.cut(0, 1);
      try (oneWay) {
        assertThat(one.reaches(networks.host(1))).isFalse();
      }
      assertThat(other.reaches(networks.host(0))).isTrue();
    }
  }

  @Test
  void aStoreIsTakenFromOneNodeOnly() throws Exception {
    try (Networks networks = Networks.create(2);
        Peer store = peerOfMachine(networks);
        Peer one = peer(networks, 0);
        Peer other = peer(networks, 1)) {
      Networks.Cut cut = networks.cutFromStore(0, Peer.PORT);
      try (cut) {
        assertThat(one.reaches(networks.machine())).isFalse();
        assertThat(other.reaches(networks.machine())).isTrue();
        assertThat(one.reaches(networks.host(1))).isTrue();
        assertThat(store.reaches(networks.host(0))).isTrue();
        networks.healAll();
        assertThat(one.reaches(networks.machine())).isTrue();
      }
    }
  }

  @Test
  void whatAKilledCampaignHasLeftGoesWithItsProcesses() throws Exception {
    String left = "footfall-" + DeadProcess.id() + "-n0";
    Tool.run("ip", "netns", "add", left);
    Process running = new ProcessBuilder("ip", "netns", "exec", left, "sleep", "600").start();
    try {
      Networks.create(1).close();
      assertThat(Tool.run("ip", "netns", "list")).doesNotContain(left);
      assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      running.destroyForcibly();
    }
  }

  private static Peer peer(Networks networks, int node) throws Exception {
    return Peer.start(networks.launcher(node), networks.host(node));
  }

  private static Peer peerOfMachine(Networks networks) throws Exception {
    return Peer.start(java.util.List.of(), networks.machine());
  }
}
