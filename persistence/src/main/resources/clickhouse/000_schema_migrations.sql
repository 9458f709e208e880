-- Runs at each start, before the others: where they are recorded.
CREATE DATABASE IF NOT EXISTS {{database}}{{on_cluster}};

CREATE TABLE IF NOT EXISTS {{database}}.schema_migrations{{on_cluster}} (
  number UInt32,
  name String,
  checksum String,
  applied_at DateTime('UTC') DEFAULT now()
)
ENGINE = {{engine_on_every_node ReplacingMergeTree()}}
ORDER BY number;
