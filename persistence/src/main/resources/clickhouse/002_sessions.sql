-- One row per closed session: the highest version counts, unless it is a tombstone.
-- Read with FINAL, which applies both rules; `SELECT ... FROM sessions FINAL`.
CREATE TABLE IF NOT EXISTS {{local sessions}}{{on_cluster}} (
  session_id UUID,
  website_id String,
  visitor_id String,
  user_id String,

  session_start DateTime('UTC'),
  session_end DateTime('UTC'),
  session_duration UInt32,

  pageviews UInt32,
  events UInt32,
  transactions UInt32,
  revenue Decimal(18, 4),

  landing_page String,
  exit_page String,

  traffic_source LowCardinality(String),
  traffic_medium LowCardinality(String),
  traffic_campaign LowCardinality(String),

  device_type LowCardinality(String),
  browser LowCardinality(String),
  os LowCardinality(String),
  country LowCardinality(String),
  city LowCardinality(String),

  is_bounce UInt8,
  is_conversion UInt8,
  version UInt64,
  is_deleted UInt8,

  INDEX idx_website website_id TYPE bloom_filter GRANULARITY 4,
  INDEX idx_session session_id TYPE bloom_filter GRANULARITY 4,
  INDEX idx_user user_id TYPE bloom_filter GRANULARITY 4
)
ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}}
PARTITION BY toYYYYMM(session_start)
ORDER BY (website_id, session_start, session_id)
TTL session_start + INTERVAL 14 MONTH
SETTINGS index_granularity = 8192, non_replicated_deduplication_window = 1000;

{{distributed sessions}}

-- Raw rows that carry session `lost` belong to session `kept`.
-- stored_at serves the TTL only: a join has no time of its own.
CREATE TABLE IF NOT EXISTS {{local session_joins}}{{on_cluster}} (
  website_id String,
  lost UUID,
  kept UUID,
  version UInt64,
  stored_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine ReplacingMergeTree(version)}}
ORDER BY (website_id, lost)
TTL stored_at + INTERVAL 14 MONTH
SETTINGS non_replicated_deduplication_window = 1000;

{{distributed session_joins}}
