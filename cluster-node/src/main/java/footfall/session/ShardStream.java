package footfall.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import footfall.ingest.kafka.PartitionReader;
import footfall.ingest.kafka.PartitionReader.More;
import footfall.ingest.kafka.PartitionRecord;
import footfall.protocol.counting.CountingRules;
import footfall.session.SessionShard.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/**
 * The stream of a shard's partition: which one is current, whether it waits to be asked for more,
 * and whether the partition is quiet or behind; and the ticks that the shard appends, with rules or
 * without. Confined to the shard's thread; times are wall clock.
 */
final class ShardStream {
  static final Duration RETRY_AFTER = Duration.ofSeconds(3);
  private static final long BEHIND_MS = 5_000;

  /** Where nothing comes for so long after opening, a tick tells whether there is anything. */
  private static final long FIRST_TICK_AFTER_MS = 1_000;

  private final ActorContext<Command> context;
  private final ShardContext shards;
  private final int partition;
  private final long epoch;
  private final RulesTeller rules = new RulesTeller();
  private PartitionReader.Reading reading;
  private ActorRef<More> current;
  private boolean waiting;
  private boolean isTicking;
  private boolean hasTaken;

  /** Something has come since it was opened: until then nobody knows how far behind it is. */
  private boolean hasRead;

  private long lastRead;
  private long lastBehind;

  ShardStream(ActorContext<Command> context, ShardContext shards, int partition, long epoch) {
    this.context = context;
    this.shards = shards;
    this.partition = partition;
    this.epoch = epoch;
  }

  void open(long offset) {
    reading = shards.reader().read(partition, offset, context.getSelf(), new Named(epoch));
    current = null;
    waiting = false;
    hasRead = false;
  }

  record Named(long epoch) implements PartitionReader.Messages<Command> {
    @Override
    public Command opened(ActorRef<More> stream) {
      return new SessionShard.StreamOpened(epoch, stream);
    }

    @Override
    public Command batch(ActorRef<More> stream, List<PartitionRecord> records) {
      return new SessionShard.Batch(epoch, stream, records);
    }

    @Override
    public Command ended() {
      return new SessionShard.StreamEnded(epoch);
    }

    @Override
    public Command failed(Throwable cause) {
      return new SessionShard.StreamFailed(epoch, cause);
    }
  }

  void opened(ActorRef<More> stream, long now) {
    current = stream;
    waiting = true;
    lastRead = now;
  }

  boolean isCurrent(ActorRef<More> stream) {
    return reading != null && stream.equals(current);
  }

  void took(SessionShard.Batch batch, long now) {
    waiting = true;
    hasRead = true;
    lastRead = now;
    if (!hasTaken) {
      hasTaken = true;
      long first = batch.records().get(0).offset();
      context.getLog().info("shard {} takes in from offset {}", partition, first);
    }
    PartitionRecord last = batch.records().get(batch.records().size() - 1);
    if (now - last.appendTime() > BEHIND_MS) {
      lastBehind = now;
    }
  }

  /** Asks for the next batch, if the stream waits and there is room for what comes of it. */
  void continueIf(boolean room) {
    if (waiting && room && current != null) {
      waiting = false;
      current.tell(More.MORE);
    }
  }

  /** Says why nothing is read any more, and what to do about it. */
  void failed(Throwable cause, long nextOffset) {
    if (cause instanceof OffsetOutOfRangeException) {
      context
          .getLog()
          .error(
              "ALERT: partition {} no longer has offset {}: hits are gone from Kafka before they"
                  + " were counted. `./footfall rebuild` goes on with what the topic still holds;"
                  + " until then this shard tries again every {} s",
              partition,
              nextOffset,
              RETRY_AFTER.toSeconds());
    } else {
      context.getLog().warn("reading partition {} failed, trying again", partition, cause);
    }
    close();
  }

  void close() {
    if (reading != null) {
      reading.stop();
      reading = null;
      current = null;
      waiting = false;
    }
  }

  /** Wall clock of the last batch it took, else of its opening. */
  long lastRead() {
    return lastRead;
  }

  boolean isClosed() {
    return reading == null;
  }

  /** Whether it reads a backlog, or is kept from reading. */
  boolean isCatchingUp(long now) {
    return current == null || waiting || !hasRead || now - lastBehind < 1_000;
  }

  void tickIfQuiet(long now) {
    boolean reads = current != null && !waiting;
    long usual = shards.settings().tickAfter().toMillis();
    long tickAfter = hasRead ? usual : Math.min(usual, FIRST_TICK_AFTER_MS);
    if (reads && !isTicking && now - lastRead >= tickAfter) {
      isTicking = true;
      context.pipeToSelf(
          shards.writer().tick(partition),
          (done, failure) -> new SessionShard.TickWritten(epoch, failure));
    }
  }

  /** Appends what the log has yet to be told of websites' rules. */
  void tellRules(OpenSessions open, long now) {
    if (current == null) {
      return;
    }
    for (CountingRules due :
        rules.due(shards.counting().get(), open.rulesInForce(), open.time(), now)) {
      context
          .getLog()
          .info("partition {} is told version {} of a website's rules", partition, due.version());
      context.pipeToSelf(
          shards.writer().rules(partition, due),
          (done, failure) -> new SessionShard.RulesWritten(epoch, due, failure));
    }
  }

  void told(SessionShard.RulesWritten written) {
    if (written.failure() == null) {
      rules.told(written.rules());
    } else {
      context.getLog().warn("partition {} was not told rules", partition, written.failure());
      rules.failed();
    }
  }

  void ticked(Throwable failure) {
    isTicking = false;
    if (failure != null) {
      context.getLog().warn("partition {} did not take a tick", partition, failure);
    }
  }

  void pipeWritten(long offset, CompletionStage<Void> acknowledged) {
    context.pipeToSelf(
        acknowledged, (done, failure) -> new SessionShard.Written(epoch, offset, failure));
  }
}
