-- The goals that a session has met, by id. On a cluster both the tables and what distributes over them
-- get the column; on one server the second statement finds it there.
ALTER TABLE {{local sessions}}{{on_cluster}} ADD COLUMN IF NOT EXISTS goals Array(String);

ALTER TABLE sessions{{on_cluster}} ADD COLUMN IF NOT EXISTS goals Array(String);
