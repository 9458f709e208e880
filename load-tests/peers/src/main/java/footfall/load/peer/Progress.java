package footfall.load.peer;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What a run has consumed so far, told on standard output as lines {@code WORD EPOCH_MS}: {@code
 * first}, {@code consumed}, {@code committed}, {@code finished}. One per JVM, thread-safe.
 */
public final class Progress {
  private static final LongAdder RECORDS = new LongAdder();
  private static final AtomicBoolean BEGUN = new AtomicBoolean();
  private static final CountDownLatch FAILED = new CountDownLatch(1);
  private static final long LOOK_EVERY_MS = 20;

  private static volatile long expected = Long.MAX_VALUE;

  private Progress() {}

  /** Asks Kafka how many records there are to consume. */
  public static void expectAllOf(String bootstrap, String topic)
      throws InterruptedException, ExecutionException {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    try (Admin admin = Admin.create(properties)) {
      var partitions =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      expected =
          sum(admin, partitions, OffsetSpec.latest())
              - sum(admin, partitions, OffsetSpec.earliest());
    }
  }

  private static long sum(Admin admin, List<TopicPartition> partitions, OffsetSpec spec)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> spec));
    return admin.listOffsets(asked).all().get().values().stream().mapToLong(o -> o.offset()).sum();
  }

  /** Every record of the topic, ticks and refused ones included. */
  public static void count() {
    RECORDS.increment();
    if (!BEGUN.get() && BEGUN.compareAndSet(false, true)) {
      tell("first");
    }
  }

  /** Whether every record has been counted. */
  public static boolean isConsumed() {
    return RECORDS.sum() >= expected;
  }

  /** Returns when every record has been counted, and says so. */
  public static void awaitConsumed() throws InterruptedException {
    while (!isConsumed()) {
      if (FAILED.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the job has failed before all was consumed");
      }
    }
    tell("consumed");
  }

  /** The job has failed: nobody need wait. */
  public static void fail() {
    FAILED.countDown();
  }

  public static void tell(String word) {
    System.out.println(word + " " + System.currentTimeMillis());
    System.out.flush();
  }
}
