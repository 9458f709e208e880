package footfall.api.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import footfall.localstack.LocalStack;
import footfall.localstack.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventsTopicIT {
  private static final Map<String, String> RIGHT =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
          TopicConfig.RETENTION_MS_CONFIG, "-1",
          TopicConfig.CLEANUP_POLICY_CONFIG, "delete");

  private static LocalStack stack;
  private static Admin admin;

  @BeforeAll
  static void start() {
    stack = LocalStack.forTests(Service.KAFKA);
    admin = Admin.create(Map.of("bootstrap.servers", stack.addresses().kafka()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    stack.close();
  }

  @Test
  void nodesThatStartAtOnceMakeOneTopicAndLaterStartsFindItAsItIs() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    Callable<EventsTopic> node = () -> EventsTopic.ensure(admin, 8);
    List<Future<EventsTopic>> started = threads.invokeAll(List.of(node, node, node));
    threads.shutdown();

    EventsTopic made = started.get(0).get();
    assertThat(made.partitions()).isEqualTo(8);
    assertThat(made.topicId()).isNotBlank();
    for (Future<EventsTopic> other : started) {
      assertThat(other.get()).isEqualTo(made);
    }
    assertThat(EventsTopic.ensure(admin, 24)).isEqualTo(made);
    assertThat(admin.listTopics().names().get()).contains("events", "events-rejected");
    assertWrongSettingsAreRefused();
  }

  private static void assertWrongSettingsAreRefused() throws Exception {
    for (Map.Entry<String, String> wrong :
        Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime",
                TopicConfig.RETENTION_MS_CONFIG, "604799999",
                TopicConfig.CLEANUP_POLICY_CONFIG, "compact")
            .entrySet()) {
      alter(wrong.getKey(), wrong.getValue());
      assertThatThrownBy(() -> EventsTopic.ensure(admin, 8))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(wrong.getKey() + "=" + wrong.getValue())
          .hasMessageContaining("--add-config " + wrong.getKey());
      alter(wrong.getKey(), RIGHT.get(wrong.getKey()));
    }
    assertThat(EventsTopic.ensure(admin, 8).partitions()).isEqualTo(8);
  }

  /** Returns when the broker shows it: the controller, which takes it, is ahead of the broker. */
  private static void alter(String key, String value) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "events");
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> admin.describeConfigs(List.of(topic)).all().get().get(topic).get(key).value(),
            value::equals);
  }
}
