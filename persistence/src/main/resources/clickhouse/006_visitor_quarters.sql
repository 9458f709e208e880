-- A day is over an hour after its last row: its parts become one, which needs no comparing of rows
-- when it is read with FINAL. A table of days over 150 GB keeps some parts.
ALTER TABLE {{local events}}{{on_cluster}} MODIFY SETTING
  min_age_to_force_merge_seconds = 3600,
  min_age_to_force_merge_on_partition_only = 1,
  enable_max_bytes_limit_for_min_age_to_force_merge = 1;
ALTER TABLE {{local sessions}}{{on_cluster}} MODIFY SETTING
  min_age_to_force_merge_seconds = 3600,
  min_age_to_force_merge_on_partition_only = 1,
  enable_max_bytes_limit_for_min_age_to_force_merge = 1;

-- There are far fewer websites and pages than hits.
ALTER TABLE {{local events}}{{on_cluster}}
  MODIFY COLUMN IF EXISTS website_id LowCardinality(String),
  MODIFY COLUMN IF EXISTS page_path LowCardinality(String);
ALTER TABLE events{{on_cluster}}
  MODIFY COLUMN IF EXISTS website_id LowCardinality(String),
  MODIFY COLUMN IF EXISTS page_path LowCardinality(String);
ALTER TABLE {{local sessions}}{{on_cluster}}
  MODIFY COLUMN IF EXISTS website_id LowCardinality(String);
ALTER TABLE sessions{{on_cluster}}
  MODIFY COLUMN IF EXISTS website_id LowCardinality(String);

-- Who was there in which quarter of an hour: each visitor of a session, place and device once,
-- however many hits. A row that is there twice says what it says once, so distinct counts need no
-- FINAL. The view fills it; what is missing after a crash of ClickHouse, nodes fill in every hour.
CREATE TABLE IF NOT EXISTS {{local visitor_quarters}}{{on_cluster}} (
  website_id LowCardinality(String),
  quarter DateTime('UTC'),
  appended DateTime('UTC'),
  session_id UUID,
  visitor_hash UInt64,
  sampling_rate Float64,
  country LowCardinality(String),
  region LowCardinality(String),
  city LowCardinality(String),
  device_type LowCardinality(String),
  browser LowCardinality(String),
  os LowCardinality(String)
)
ENGINE = {{engine ReplacingMergeTree()}}
PARTITION BY toYYYYMMDD(appended)
ORDER BY (
  website_id, quarter, session_id, visitor_hash, appended, sampling_rate,
  country, region, city, device_type, browser, os
)
TTL appended + INTERVAL 14 MONTH
SETTINGS index_granularity = 8192,
  ttl_only_drop_parts = 1,
  min_age_to_force_merge_seconds = 3600,
  min_age_to_force_merge_on_partition_only = 1,
  enable_max_bytes_limit_for_min_age_to_force_merge = 1;

{{distributed visitor_quarters}}

CREATE MATERIALIZED VIEW IF NOT EXISTS {{local visitor_quarters_of_events}}{{on_cluster}}
TO {{local visitor_quarters}} AS
SELECT DISTINCT
  website_id,
  toStartOfFifteenMinutes(event_time) AS quarter,
  toStartOfFifteenMinutes(server_timestamp) AS appended,
  session_id,
  visitor_hash,
  sampling_rate,
  country,
  region,
  city,
  device_type,
  browser,
  os
FROM {{local events}}
WHERE is_counted;

-- Rows from before; on a cluster each server's own.
INSERT INTO visitor_quarters
SELECT
  website_id,
  toStartOfFifteenMinutes(event_time),
  toStartOfFifteenMinutes(server_timestamp),
  session_id,
  visitor_hash,
  sampling_rate,
  country,
  region,
  city,
  device_type,
  browser,
  os
FROM events
WHERE is_counted
SETTINGS max_partitions_per_insert_block = 0;
