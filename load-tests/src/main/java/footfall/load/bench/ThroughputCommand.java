package footfall.load.bench;

import footfall.ingest.enrich.EnrichSettings;
import footfall.ingest.enrich.Enricher;
import footfall.load.oracle.ProductInputs;
import footfall.localstack.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hits per second and CPU of a node on a backlog, beside a plain reader of the same topic. */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills a topic of 8 partitions, reads it plainly, then lets a node work it off:",
      "once for sessions and minutes alone, once for the whole pipeline.",
      "Starts stores of its own; checks the number of sessions with the oracle."
    })
final class ThroughputCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--hits", defaultValue = "3000000", description = "(${DEFAULT-VALUE})")
  private int hits;

  @Option(names = "--runs", defaultValue = "1", description = "of each kind (${DEFAULT-VALUE})")
  private int runs;

  @Option(
      names = "--work",
      split = ",",
      defaultValue = "SESSIONS_AND_MINUTES,WHOLE_PIPELINE",
      description = "what the node is to do: ${COMPLETION-CANDIDATES} (both)")
  private List<NodeRun.Work> works;

  @Option(names = "--seed", defaultValue = "1", description = "of all chance (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--span",
      defaultValue = "375",
      description = "minutes of event time in the topic (${DEFAULT-VALUE})")
  private int spanMinutes;

  @Option(
      names = "--live-hour",
      defaultValue = "1 h",
      description = {
        "how long website-minutes are kept: with the production value those of the backlog are",
        "counted, made durable with their shard and let go; 24 h keeps each (${DEFAULT-VALUE})"
      })
  private String liveHour;

  @Option(
      names = "--verify",
      defaultValue = "true",
      negatable = true,
      fallbackValue = "true",
      description = "count the sessions with the oracle (${DEFAULT-VALUE})")
  private boolean verify;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Measured.printHead(out);
    boolean exact = true;
    for (int run = 0; run < runs; run++) {
      for (NodeRun.Work work : works) {
        exact &= measure(work, out);
      }
    }
    return exact ? 0 : 1;
  }

  /** Each kind of work gets stores of its own, so that none finds the caches of another. */
  private boolean measure(NodeRun.Work work, PrintWriter out)
      throws IOException, InterruptedException {
    try (BenchStack stores = BenchStack.start(EnumSet.allOf(Service.class))) {
      double bytes =
          new FilledTopic(stores.kafka())
              .fill(Backlog.of(hits, Duration.ofMinutes(spanMinutes), seed));
      PlainRead plain = new PlainRead(stores.kafka(), stores.stack().pid(Service.KAFKA));
      plain.read().print(out);
      plain.readAndDecode().print(out);
      NodeRun node = new NodeRun(stores);
      NodeRun.Result result = node.run(work, liveHour, hits);
      result.measured().print(out);
      out.printf(
          "(journal: %,.0f bytes written in all, of which a recovery reads %,d)%n",
          result.journalWritten(), result.journalRead());
      boolean exact = !verify || isExact(node, work, result.sessions(), out);
      out.printf("(%,d hits of %.0f bytes; node's log in %s)%n", hits, bytes, stores.folder());
      return exact;
    }
  }

  private static boolean isExact(NodeRun node, NodeRun.Work work, long sessions, PrintWriter out)
      throws IOException {
    long expected;
    if (work == NodeRun.Work.SESSIONS_AND_MINUTES) {
      expected = node.expectedSessions(NodeRun.withoutEnrichment());
    } else {
      try (Enricher enricher = Enricher.open(EnrichSettings.bundled(BenchStack.home()))) {
        expected = node.expectedSessions(new ProductInputs(enricher));
      }
    }
    out.printf("(sessions: %,d, the oracle says %,d)%n", sessions, expected);
    out.flush();
    return sessions == expected;
  }
}
