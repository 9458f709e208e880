-- One row per record of the topic, as it was received. The same record sent again is the same row:
-- read with FINAL, or count distinct offsets or event ids.
-- Texts that are unknown are empty, session_id is nil where no session counted the hit,
-- ip_address is :: where none is known; IPv4 is kept as ::ffff:a.b.c.d.
CREATE TABLE IF NOT EXISTS {{local events}}{{on_cluster}} (
  event_id UUID,
  website_id String,
  session_id UUID,
  client_session_id String,
  visitor_id String,
  previous_visitor_id String,
  user_id String,
  schema_version UInt16,

  event_type LowCardinality(String),
  event_name LowCardinality(String),
  event_category LowCardinality(String),
  event_action LowCardinality(String),
  event_label String,
  event_value Nullable(Float64),

  client_timestamp DateTime64(3, 'UTC'),
  sent_at DateTime64(3, 'UTC'),
  server_timestamp DateTime64(3, 'UTC'),
  event_time DateTime64(3, 'UTC'),
  event_time_source LowCardinality(String),

  page_url String,
  page_title String,
  page_referrer String,
  page_path String,
  time_on_page Float64,

  ip_address IPv6,
  user_agent LowCardinality(String),
  screen_resolution LowCardinality(String),
  language LowCardinality(String),

  country LowCardinality(String),
  region LowCardinality(String),
  city LowCardinality(String),
  latitude Float32,
  longitude Float32,

  device_type LowCardinality(String),
  device_brand LowCardinality(String),
  device_model LowCardinality(String),
  os LowCardinality(String),
  os_version LowCardinality(String),
  browser LowCardinality(String),
  browser_version LowCardinality(String),

  traffic_source LowCardinality(String),
  traffic_medium LowCardinality(String),
  traffic_campaign LowCardinality(String),
  traffic_keyword String,

  transaction_id String,
  transaction_revenue Nullable(Decimal(18, 4)),
  transaction_tax Nullable(Decimal(18, 4)),
  transaction_shipping Nullable(Decimal(18, 4)),
  currency LowCardinality(String),
  products Nested(
    sku String,
    name String,
    category String,
    price Nullable(Decimal(18, 4)),
    quantity Int32
  ),

  custom_dimension_1 String,
  custom_dimension_2 String,
  custom_dimension_3 String,
  custom_dimension_4 String,
  custom_dimension_5 String,
  custom_dimension_6 String,
  custom_dimension_7 String,
  custom_dimension_8 String,
  custom_dimension_9 String,
  custom_dimension_10 String,
  custom_dimension_11 String,
  custom_dimension_12 String,
  custom_dimension_13 String,
  custom_dimension_14 String,
  custom_dimension_15 String,
  custom_dimension_16 String,
  custom_dimension_17 String,
  custom_dimension_18 String,
  custom_dimension_19 String,
  custom_dimension_20 String,
  custom_metric_1 Float64,
  custom_metric_2 Float64,
  custom_metric_3 Float64,
  custom_metric_4 Float64,
  custom_metric_5 Float64,
  custom_metric_6 Float64,
  custom_metric_7 Float64,
  custom_metric_8 Float64,
  custom_metric_9 Float64,
  custom_metric_10 Float64,
  custom_metric_11 Float64,
  custom_metric_12 Float64,
  custom_metric_13 Float64,
  custom_metric_14 Float64,
  custom_metric_15 Float64,
  custom_metric_16 Float64,
  custom_metric_17 Float64,
  custom_metric_18 Float64,
  custom_metric_19 Float64,
  custom_metric_20 Float64,
  props Map(String, String),

  is_bot UInt8,
  is_duplicate UInt8,
  is_late UInt8,
  sdk_version LowCardinality(String),
  kafka_topic_id LowCardinality(String),
  kafka_partition Int32,
  kafka_offset Int64,

  INDEX idx_website website_id TYPE bloom_filter GRANULARITY 4,
  INDEX idx_session session_id TYPE bloom_filter GRANULARITY 4,
  INDEX idx_user user_id TYPE bloom_filter GRANULARITY 4,
  INDEX idx_page page_path TYPE tokenbf_v1(30000, 3, 0) GRANULARITY 4,
  INDEX idx_timestamp server_timestamp TYPE minmax GRANULARITY 1,
  INDEX idx_event_time event_time TYPE minmax GRANULARITY 1,

  -- A shard that starts asks which offsets of its partition are stored.
  PROJECTION stored_offsets (
    SELECT kafka_topic_id, kafka_partition, kafka_offset
    ORDER BY kafka_topic_id, kafka_partition, kafka_offset
  )
)
ENGINE = {{engine ReplacingMergeTree()}}
PARTITION BY toYYYYMMDD(server_timestamp)
ORDER BY (website_id, server_timestamp, event_id, kafka_partition, kafka_offset)
TTL toDateTime(server_timestamp) + INTERVAL 14 MONTH
SETTINGS index_granularity = 8192,
  ttl_only_drop_parts = 1,
  non_replicated_deduplication_window = 1000,
  deduplicate_merge_projection_mode = 'rebuild',
  lightweight_mutation_projection_mode = 'rebuild';

{{distributed events}}
