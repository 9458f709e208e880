package footfall.api.collect;

import static footfall.api.collect.CollectorOnStack.NOON;
import static footfall.api.collect.CollectorOnStack.PARTITIONS;
import static footfall.api.collect.CollectorOnStack.hit;
import static org.assertj.core.api.Assertions.assertThat;

import footfall.protocol.hit.Hit;
import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.HitKey;
import footfall.protocol.hit.Validation;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorIT {
  private static CollectorOnStack collector;

  @BeforeAll
  static void start() {
    collector = new CollectorOnStack();
  }

  @AfterAll
  static void stop() {
    collector.close();
  }

  @BeforeEach
  void atNoon() {
    collector.now.set(NOON);
  }

  @Test
  void a202MeansTheHitIsInTheTopicWithEveryField() {
    String body =
        """
        {"website_id":"whole","event_type":"transaction","client_timestamp":1893499190000,
         "event_id":"0f8fad5b-d9cb-469f-a165-70867728950e","session_id":"s-1","visitor_id":"v-1",
         "user_id":"u-1","event_name":"bought","event_category":"shop","event_action":"pay",
         "event_label":"card","event_value":3.5,"page_url":"https://example.org/a?b=c",
         "page_title":"T\u00e4st \ud83d\ude00","page_referrer":"https://example.com/",
         "screen_resolution":"1920x1080","language":"de","time_on_page":12.5,
         "transaction_id":"t-1","transaction_revenue":12.34,"transaction_tax":1.2,
         "transaction_shipping":0.5,"currency":"EUR",
         "products":[{"sku":"x","name":"X","category":"c","price":6.17,"quantity":2}],
         "custom_dimension_1":"one","custom_metric_20":20,"props":{"plan":"pro"},
         "sdk_version":"js-1"}""";
    assertThat(collector.post(body).statusCode()).isEqualTo(202);

    ConsumerRecord<byte[], byte[]> read = only("whole");
    Hit sent =
        ((Validation.Accepted) HitDecoder.decode(body.getBytes(StandardCharsets.UTF_8), null))
            .hit();
    Hit.Client client =
        new Hit.Client("Java-http-client/17", "127.0.0.1", "1920x1080", "de", "js-1");
    Hit stored = TopicReader.hit(read);
    assertThat(stored.client().userAgent()).startsWith("Java-http-client/");
    assertThat(stored.withSender(stored.identity(), client))
        .isEqualTo(sent.withSender(sent.identity(), client));
    assertThat(stored.client().ipAddress()).isEqualTo("127.0.0.1");
    assertThat(TopicReader.key(read)).isEqualTo("whole:s-1");
    assertThat(read.partition()).isEqualTo(HitKey.partition(read.key(), PARTITIONS));
    assertThat(read.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThat(TopicReader.header(read, "received-at"))
        .isEqualTo(Long.toString(NOON.toEpochMilli()));
  }

  @Test
  void ofABatchWithRefusedHitsTheOthersAreInTheTopic() {
    String wrong = hit("batch", "\"event_id\":\"no uuid\"");
    HttpResponse<String> answer =
        collector.post(
            "[%s,%s,%s]".formatted(hit("batch", ""), wrong, hit("batch", "\"user_id\":\"u\"")));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body())
        .startsWith("{\"accepted\":2,\"rejected\":[{\"index\":1,\"reason\":\"invalid_event_id\"");
    assertThat(collector.of("batch")).hasSize(2);
  }

  @Test
  void midnightSplitsNoSession() {
    ConsumerRecord<byte[], byte[]> before = sentAt("2030-01-01T23:59:59.999Z");
    ConsumerRecord<byte[], byte[]> after = sentAt("2030-01-02T00:00:00Z");
    ConsumerRecord<byte[], byte[]> lastOverlap = sentAt("2030-01-02T00:59:59.999Z");
    ConsumerRecord<byte[], byte[]> alone = sentAt("2030-01-02T01:00:00Z");

    assertThat(List.of(after, lastOverlap, alone))
        .allSatisfy(
            read -> {
              assertThat(TopicReader.key(read)).isEqualTo(TopicReader.key(before));
              assertThat(read.partition()).isEqualTo(before.partition());
            });
    Hit.Identity yesterday = TopicReader.hit(before).identity();
    Hit.Identity today = TopicReader.hit(after).identity();
    assertThat(yesterday.previousVisitorId()).isEmpty();
    assertThat(today.visitorId()).isNotEqualTo(yesterday.visitorId());
    assertThat(today.previousVisitorId()).isEqualTo(yesterday.visitorId());
    assertThat(TopicReader.hit(lastOverlap).identity()).isEqualTo(today);
    assertThat(TopicReader.hit(alone).identity().visitorId()).isEqualTo(today.visitorId());
    assertThat(TopicReader.hit(alone).identity().previousVisitorId()).isEmpty();
  }

  @Test
  void whereAWebsiteAnonymisesNoFullAddressReachesKafka() {
    for (String address : List.of("203.0.113.77", "2001:db8:aa:bb:cc::77", "::ffff:203.0.113.78")) {
      collector.send(collector.request(hit("private", "")).header("X-Forwarded-For", address));
      collector.send(collector.request(hit("private", "\"ip_address\":\"" + address + "\"")));
      collector.send(collector.request(hit("open", "")).header("X-Forwarded-For", address));
    }

    assertThat(collector.of("private"))
        .hasSize(6)
        .extracting(read -> TopicReader.hit(read).client().ipAddress())
        .containsOnly("203.0.113.0", "2001:db8:aa:0:0:0:0:0");
    assertThat(collector.of("private"))
        .allSatisfy(
            read -> assertThat(text(read)).doesNotContain("203.0.113.7", "aa:bb", "::77", ":0:77"));
    assertThat(collector.of("open"))
        .extracting(read -> TopicReader.hit(read).client().ipAddress())
        .containsExactlyInAnyOrder("203.0.113.77", "2001:db8:aa:bb:cc:0:0:77", "203.0.113.78");
  }

  private ConsumerRecord<byte[], byte[]> sentAt(String time) {
    collector.now.set(Instant.parse(time));
    assertThat(collector.post(hit("midnight", "")).statusCode()).isEqualTo(202);
    String receivedAt = Long.toString(collector.now.get().toEpochMilli());
    return collector.of("midnight").stream()
        .filter(read -> TopicReader.header(read, "received-at").equals(receivedAt))
        .findFirst()
        .orElseThrow();
  }

  private static ConsumerRecord<byte[], byte[]> only(String websiteId) {
    List<ConsumerRecord<byte[], byte[]>> found = collector.of(websiteId);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /** Everything in a record: key, headers, value. */
  private static String text(ConsumerRecord<byte[], byte[]> read) {
    StringBuilder text = new StringBuilder(TopicReader.key(read));
    read.headers()
        .forEach(header -> text.append(new String(header.value(), StandardCharsets.UTF_8)));
    return text.append(new String(read.value(), StandardCharsets.UTF_8)).toString();
  }
}
