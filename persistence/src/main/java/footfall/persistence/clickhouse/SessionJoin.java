package footfall.persistence.clickhouse;

import java.util.UUID;

/** One row of {@code session_joins}: raw rows that say {@code lost} belong to {@code kept}. */
public record SessionJoin(String websiteId, UUID lost, UUID kept, long version) {}
