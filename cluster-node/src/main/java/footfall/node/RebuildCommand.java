package footfall.node;

import footfall.persistence.metadata.ClusterIdentities;
import footfall.persistence.metadata.Metadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code ./footfall rebuild}: counts everything in the topic again, from its first offset. Rows of
 * the new generation replace those of the one before; raw rows stay. Where a partition no longer
 * begins at offset 0, the shard decides what stays (ADR 9).
 */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Counts again all that the topic holds, from its first offset.",
      "Running nodes end and start again; rows are replaced as they come.",
      "Where Kafka has dropped the beginning of a partition, sessions that began up to 24 h 35 min"
          + " after what is left of it keep their rows, as do all from before."
    })
final class RebuildCommand implements Admin.Verb {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    NodeSettings settings = Admin.settings();
    try (Metadata metadata = Admin.metadata(settings)) {
      long generation = new ClusterIdentities(metadata).raiseGeneration();
      spec.commandLine()
          .getOut()
          .println(
              "Generation "
                  + generation
                  + " has begun. Running nodes end within seconds; started again (as `./footfall up`"
                  + " does by itself) they count all hits in Kafka once more.");
      return 0;
    }
  }
}
