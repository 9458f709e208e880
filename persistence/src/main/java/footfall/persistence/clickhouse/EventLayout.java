package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.block.ArrayColumn;
import footfall.persistence.clickhouse.block.Column;
import footfall.persistence.clickhouse.block.FixedColumn;
import footfall.persistence.clickhouse.block.Layout;
import footfall.persistence.clickhouse.block.Layout.Part;
import footfall.persistence.clickhouse.block.NullableColumn;
import footfall.persistence.clickhouse.block.TextColumn;
import footfall.protocol.hit.Enrichment.Device;
import footfall.protocol.hit.Enrichment.Geography;
import footfall.protocol.hit.Enrichment.Traffic;
import footfall.protocol.hit.Hit;
import footfall.protocol.hit.Transaction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Table {@code events}, column by column; a column has the name of the hit's field. */
final class EventLayout {
  static final String PARTITION = "kafka_partition";
  static final String OFFSET = "kafka_offset";
  private static final String MILLIS = "DateTime64(3, 'UTC')";
  static final String MONEY = "Decimal(18, 4)";
  private static final int CUSTOM_COLUMNS = 20;
  private static final int ADDRESS_BYTES = 16;
  private static final int UUID_BYTES = 16;

  private EventLayout() {}

  /** {@code topicId} is Kafka's id of the topic that all rows come from. */
  static Layout<EventRow> of(String topicId) {
    Layout<EventRow> layout = new Layout<>();
    identifiers(layout);
    action(layout);
    times(layout);
    page(layout);
    client(layout);
    geography(layout);
    device(layout);
    traffic(layout);
    transaction(layout);
    custom(layout);
    return layout
        .flag("is_bot", row -> row.enrichment().isBot())
        .flag("is_duplicate", EventRow::isDuplicate)
        .flag("is_late", EventRow::isLate)
        .word("kafka_topic_id", row -> topicId)
        .number32(PARTITION, "Int32", EventRow::kafkaPartition)
        .number64(OFFSET, "Int64", EventRow::kafkaOffset)
        .share("sampling_rate", EventRow::samplingRate);
  }

  private static void identifiers(Layout<EventRow> layout) {
    layout
        .add(rows -> uuid("event_id", rows, row -> row.hit().eventId()))
        .word("website_id", row -> row.hit().websiteId())
        .add(rows -> uuid("session_id", rows, EventRow::sessionId))
        .text("client_session_id", row -> row.hit().identity().sessionId())
        .text("visitor_id", row -> row.hit().identity().visitorId())
        .text("previous_visitor_id", row -> row.hit().identity().previousVisitorId())
        .text("user_id", row -> row.hit().identity().userId())
        .uint16("schema_version", row -> row.hit().schemaVersion());
  }

  private static void action(Layout<EventRow> layout) {
    Function<EventRow, Hit.Action> action = row -> row.hit().action();
    layout
        .word("event_type", row -> row.hit().eventType().wire())
        .word("event_name", row -> action.apply(row).name())
        .word("event_category", row -> action.apply(row).category())
        .word("event_action", row -> action.apply(row).action())
        .text("event_label", row -> action.apply(row).label())
        .optionalFloat64("event_value", row -> value(action.apply(row)));
  }

  private static OptionalDouble value(Hit.Action action) {
    return action.value().map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  private static void times(Layout<EventRow> layout) {
    layout
        .number64("client_timestamp", MILLIS, row -> Storable.time(row.hit().clientTimestamp()))
        .number64("sent_at", MILLIS, row -> Storable.time(row.hit().sentAt()))
        .number64("server_timestamp", MILLIS, row -> Storable.partitionTime(row.serverTimestamp()))
        .number64("event_time", MILLIS, row -> Storable.time(row.eventTime()))
        .word("event_time_source", row -> row.clientTimed() ? "client" : "server");
  }

  private static void page(Layout<EventRow> layout) {
    layout
        .text("page_url", row -> row.hit().page().url())
        .text("page_title", row -> row.hit().page().title())
        .text("page_referrer", row -> row.hit().page().referrer())
        .word("page_path", row -> row.enrichment().pagePath())
        .float64("time_on_page", row -> row.hit().page().timeOnPage());
  }

  private static void client(Layout<EventRow> layout) {
    layout
        .add(EventLayout::address)
        .word("user_agent", row -> row.hit().client().userAgent())
        .word("screen_resolution", row -> row.hit().client().screenResolution())
        .word("language", row -> row.hit().client().language())
        .word("sdk_version", row -> row.hit().client().sdkVersion());
  }

  private static void geography(Layout<EventRow> layout) {
    Function<EventRow, Geography> place = row -> row.enrichment().geography();
    layout
        .word("country", row -> place.apply(row).country())
        .word("region", row -> place.apply(row).region())
        .word("city", row -> place.apply(row).city())
        .float32("latitude", row -> place.apply(row).latitude())
        .float32("longitude", row -> place.apply(row).longitude());
  }

  private static void device(Layout<EventRow> layout) {
    Function<EventRow, Device> device = row -> row.enrichment().device();
    layout
        .word("device_type", row -> device.apply(row).type())
        .word("device_brand", row -> device.apply(row).brand())
        .word("device_model", row -> device.apply(row).model())
        .word("os", row -> device.apply(row).os())
        .word("os_version", row -> device.apply(row).osVersion())
        .word("browser", row -> device.apply(row).browser())
        .word("browser_version", row -> device.apply(row).browserVersion());
  }

  private static void traffic(Layout<EventRow> layout) {
    Function<EventRow, Traffic> traffic = row -> row.enrichment().traffic();
    layout
        .word("traffic_source", row -> traffic.apply(row).source())
        .word("traffic_medium", row -> traffic.apply(row).medium())
        .word("traffic_campaign", row -> traffic.apply(row).campaign())
        .text("traffic_keyword", row -> traffic.apply(row).keyword());
  }

  private static void transaction(Layout<EventRow> layout) {
    Function<EventRow, Transaction> transaction = row -> row.hit().transaction();
    layout
        .text("transaction_id", row -> transaction.apply(row).id())
        .add(rows -> money("transaction_revenue", rows, row -> transaction.apply(row).revenue()))
        .add(rows -> money("transaction_tax", rows, row -> transaction.apply(row).tax()))
        .add(rows -> money("transaction_shipping", rows, row -> transaction.apply(row).shipping()))
        .word("currency", row -> transaction.apply(row).currency())
        .add(ProductColumns::part);
  }

  private static void custom(Layout<EventRow> layout) {
    layout.add(EventLayout::dimensions).add(EventLayout::metrics).add(EventLayout::props);
  }

  /** A row without one keeps the nil UUID. */
  private static Part<EventRow> uuid(String name, int rows, Function<EventRow, UUID> value) {
    FixedColumn column = new FixedColumn(name, "UUID", UUID_BYTES, rows);
    return Layout.one(
        column,
        (index, row) -> {
          UUID uuid = value.apply(row);
          if (uuid != null) {
            column.putUuid(index, uuid);
          }
        });
  }

  private static Part<EventRow> address(int rows) {
    FixedColumn column = new FixedColumn("ip_address", "IPv6", ADDRESS_BYTES, rows);
    return Layout.one(
        column,
        (index, row) -> {
          String address = row.hit().client().ipAddress();
          if (!address.isEmpty()) {
            column.putBytes(index, Storable.address(address));
          }
        });
  }

  private static Part<EventRow> money(
      String name, int rows, Function<EventRow, Optional<BigDecimal>> value) {
    NullableColumn column = new NullableColumn(name, MONEY, rows);
    return Layout.one(
        column,
        (index, row) ->
            value.apply(row).ifPresent(it -> column.putLong(index, Storable.money(it))));
  }

  private static Part<EventRow> dimensions(int rows) {
    List<TextColumn> columns = new ArrayList<>();
    for (int i = 1; i <= CUSTOM_COLUMNS; i++) {
      columns.add(new TextColumn("custom_dimension_" + i, rows));
    }
    return new Part<>(
        List.<Column>copyOf(columns),
        (index, row) -> {
          Map<Integer, String> dimensions = row.hit().custom().dimensions();
          if (!dimensions.isEmpty()) {
            dimensions.forEach((number, text) -> columns.get(number - 1).put(index, text));
          }
        });
  }

  private static Part<EventRow> metrics(int rows) {
    List<FixedColumn> columns = new ArrayList<>();
    for (int i = 1; i <= CUSTOM_COLUMNS; i++) {
      columns.add(new FixedColumn("custom_metric_" + i, "Float64", Double.BYTES, rows));
    }
    return new Part<>(
        List.<Column>copyOf(columns),
        (index, row) -> {
          Map<Integer, Double> metrics = row.hit().custom().metrics();
          if (!metrics.isEmpty()) {
            metrics.forEach(
                (number, value) ->
                    columns.get(number - 1).putLong(index, Double.doubleToLongBits(value)));
          }
        });
  }

  private static Part<EventRow> props(int rows) {
    TextColumn key = new TextColumn("key", rows);
    TextColumn value = new TextColumn("value", rows);
    ArrayColumn map = ArrayColumn.map("props", key, value, rows);
    return Layout.one(
        map,
        (index, row) -> {
          Map<String, String> props = row.hit().custom().props();
          int at = map.put(index, props.size());
          if (props.isEmpty()) {
            return;
          }
          // Map.copyOf iterates differently in each JVM; a row sent again must be the same row.
          for (Map.Entry<String, String> prop : new TreeMap<>(props).entrySet()) {
            key.put(at, prop.getKey());
            value.put(at, prop.getValue());
            at++;
          }
        });
  }
}
