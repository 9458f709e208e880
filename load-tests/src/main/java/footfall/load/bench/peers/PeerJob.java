package footfall.load.bench.peers;

import footfall.load.bench.FilledTopic;
import footfall.load.bench.Folders;
import footfall.load.bench.Measured;
import footfall.load.bench.ProcessCpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Runs of peers on the topic that a broker holds. */
public final class PeerJob {
  private static final List<String> HEAP = List.of("-Xms2g", "-Xmx2g");

  private final Path home;
  private final Path folder;
  private final String bootstrap;
  private final long brokerPid;

  /**
   * @param home the repository's root
   * @param folder for logs and state
   * @param brokerPid of Kafka, whose CPU counts too
   */
  public PeerJob(Path home, Path folder, String bootstrap, long brokerPid) {
    this.home = home;
    this.folder = folder;
    this.bootstrap = bootstrap;
    this.brokerPid = brokerPid;
  }

  /**
   * One run.
   *
   * @param measured from the first hit consumed to everything consumed and committed
   * @param consumedSeconds from the first hit consumed to the last
   */
  public record Result(Measured measured, double consumedSeconds, PeerRows rows) {}

  /**
   * Runs a peer in a cold JVM over the whole topic.
   *
   * @param name of the run; none before had it
   * @param hits in the topic
   * @param jvm options of its JVM beside the heap, with blanks between
   * @throws IOException where it fails; names its log
   */
  public Result run(Peer peer, String name, long hits, String jvm)
      throws IOException, InterruptedException {
    Path state = Files.createDirectories(folder.resolve(name));
    Path log = folder.resolve(name + ".log");
    List<String> options = new ArrayList<>(HEAP);
    options.addAll(List.of(jvm.strip().split("\\s+")));
    makeTopics(name);
    try (PeerProcess process =
        PeerProcess.start(home, peer, options, List.of(bootstrap, name, state.toString()), log)) {
      Map<String, Long> processes = new LinkedHashMap<>();
      processes.put("peer", process.pid());
      processes.put("kafka", brokerPid);
      ProcessCpu cpu = new ProcessCpu(processes);
      long first = process.await("first");
      Map<String, Double> before = cpu.seconds();
      long consumed = process.await("consumed");
      long committed = process.await("committed");
      Measured measured =
          Measured.between(peer.text, hits, seconds(first, committed), before, cpu.seconds());
      process.await("settled");
      List<String> emitted = PeerRows.sessions(bootstrap, name + "-sessions");
      process.finish();
      return new Result(measured, seconds(first, consumed), rows(name, state, emitted));
    } finally {
      deleteTopics(name);
      Folders.delete(state);
    }
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e3;
  }

  /** What it emits when it is told to finish was open until then. */
  private PeerRows rows(String name, Path state, List<String> emitted) throws IOException {
    List<String> open = new ArrayList<>(PeerRows.sessionsIn(state.resolve("open-sessions.tsv")));
    List<String> all = PeerRows.sessions(bootstrap, name + "-sessions");
    Map<String, Integer> before = new LinkedHashMap<>();
    emitted.forEach(row -> before.merge(row, 1, Integer::sum));
    for (String row : all) {
      if (before.merge(row, -1, Integer::sum) < 0) {
        open.add(row);
      }
    }
    return new PeerRows(emitted, open, PeerRows.minutes(bootstrap, name + "-minutes"));
  }

  private void makeTopics(String name) throws IOException, InterruptedException {
    try (Admin admin = admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(name + "-sessions", FilledTopic.PARTITIONS, (short) 1),
                  new NewTopic(name + "-minutes", FilledTopic.PARTITIONS, (short) 1)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IOException("the topics of " + name + " could not be made", e);
    }
  }

  /** Also those that the peer made for itself. */
  private void deleteTopics(String name) throws IOException, InterruptedException {
    try (Admin admin = admin()) {
      List<String> own =
          admin.listTopics().names().get().stream().filter(t -> t.startsWith(name + "-")).toList();
      admin.deleteTopics(own).all().get();
    } catch (ExecutionException e) {
      throw new IOException("the topics of " + name + " could not be deleted", e);
    }
  }

  private Admin admin() {
    return Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap));
  }
}
