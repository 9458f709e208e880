package footfall.node;

import footfall.ingest.kafka.KafkaSettings;
import footfall.persistence.metadata.ClusterIdentities;
import footfall.persistence.metadata.ClusterIdentity;
import footfall.persistence.metadata.Metadata;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code ./footfall rebuild}: counts everything in the topic again, from its first offset. Rows of
 * the new generation replace those of the one before; raw rows stay.
 */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Counts again all that the topic holds, from its first offset.",
      "Running nodes end and start again; rows are replaced as they come."
    })
final class RebuildCommand implements footfall.node.Admin.Verb {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws ExecutionException, InterruptedException {
    NodeSettings settings = footfall.node.Admin.settings();
    try (Metadata metadata = footfall.node.Admin.metadata(settings)) {
      ClusterIdentities identities = new ClusterIdentities(metadata);
      ClusterIdentity cluster =
          identities
              .find()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "There is no cluster yet: start a node first, there is nothing to count again"));
      requireWhole(settings.kafka(), cluster.partitions());
      long generation = identities.raiseGeneration();
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

  /** Sessions whose first hits Kafka has dropped would come out shorter, under other ids. */
  private static void requireWhole(KafkaSettings kafka, int partitions)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Stores.admin(kafka)) {
      var earliest =
          admin
              .listOffsets(
                  IntStream.range(0, partitions)
                      .mapToObj(partition -> new TopicPartition(KafkaSettings.EVENTS, partition))
                      .collect(
                          Collectors.toMap(
                              Function.identity(), partition -> OffsetSpec.earliest())))
              .all()
              .get();
      for (var partition : earliest.entrySet()) {
        if (partition.getValue().offset() > 0) {
          throw new IllegalStateException(
              "Kafka has dropped the records of partition "
                  + partition.getKey().partition()
                  + " before offset "
                  + partition.getValue().offset()
                  + ". Counting only what is left would cut sessions in two, so this version does"
                  + " not rebuild a topic that no longer begins at offset 0.");
        }
      }
    }
  }
}
