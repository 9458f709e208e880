package footfall.load.peer.streams;

import footfall.load.peer.Commits;
import footfall.load.peer.PeerRun;
import footfall.load.peer.Progress;
import footfall.load.peer.SessionTally;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlySessionStore;

/**
 * Runs the job until all is consumed and committed; then waits for a line on standard input, writes
 * what its store of sessions holds to {@code open-sessions.tsv}, and ends.
 */
public final class StreamsMain {
  public static void main(String[] arguments) throws Exception {
    PeerRun run = PeerRun.of(arguments);
    Progress.expectAllOf(run.bootstrap(), PeerRun.HITS);
    try (KafkaStreams streams =
        new KafkaStreams(StreamsTopology.of(run), StreamsSettings.of(run))) {
      streams.setUncaughtExceptionHandler(
          failure -> {
            failure.printStackTrace();
            Progress.fail();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      Progress.awaitConsumed();
      Commits.awaitOffsets(run);
      Progress.tell("committed");
      Progress.tell("settled");
      if (System.in.read() >= 0) {
        writeOpenSessions(run, streams);
        Progress.tell("finished");
      }
    }
  }

  private static void writeOpenSessions(PeerRun run, KafkaStreams streams) throws IOException {
    ReadOnlySessionStore<Bytes, SessionTally> sessions =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                StreamsTopology.SESSIONS, QueryableStoreTypes.sessionStore()));
    try (BufferedWriter out = Files.newBufferedWriter(run.folder().resolve("open-sessions.tsv"));
        KeyValueIterator<Windowed<Bytes>, SessionTally> all = sessions.fetch(null, null)) {
      while (all.hasNext()) {
        out.write(all.next().value.row());
        out.newLine();
      }
    }
  }

  private StreamsMain() {}
}
