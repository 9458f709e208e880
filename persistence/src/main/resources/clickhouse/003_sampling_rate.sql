-- The share of visitors that was counted when the hit was taken: it stands for 1 / sampling_rate
-- hits, a session for as many sessions. Rows from before have 1: they stand for themselves.
-- The index tells without reading rows that a website has none below 1.
-- On a cluster the logical table is another one; on one server its statement changes nothing.
ALTER TABLE {{local events}}{{on_cluster}}
  ADD COLUMN IF NOT EXISTS sampling_rate Float64 DEFAULT 1,
  ADD INDEX IF NOT EXISTS idx_sampling_rate sampling_rate TYPE minmax GRANULARITY 1;
ALTER TABLE events{{on_cluster}} ADD COLUMN IF NOT EXISTS sampling_rate Float64 DEFAULT 1;
ALTER TABLE {{local events}}{{on_cluster}} MATERIALIZE INDEX IF EXISTS idx_sampling_rate;

ALTER TABLE {{local sessions}}{{on_cluster}}
  ADD COLUMN IF NOT EXISTS sampling_rate Float64 DEFAULT 1,
  ADD INDEX IF NOT EXISTS idx_sampling_rate sampling_rate TYPE minmax GRANULARITY 1;
ALTER TABLE sessions{{on_cluster}} ADD COLUMN IF NOT EXISTS sampling_rate Float64 DEFAULT 1;
ALTER TABLE {{local sessions}}{{on_cluster}} MATERIALIZE INDEX IF EXISTS idx_sampling_rate;
