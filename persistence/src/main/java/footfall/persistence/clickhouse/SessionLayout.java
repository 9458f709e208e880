package footfall.persistence.clickhouse;

import footfall.persistence.clickhouse.block.ArrayColumn;
import footfall.persistence.clickhouse.block.FixedColumn;
import footfall.persistence.clickhouse.block.Layout;
import footfall.persistence.clickhouse.block.Layout.Part;
import footfall.persistence.clickhouse.block.TextColumn;
import java.util.UUID;
import java.util.function.Function;

/** Tables {@code sessions} and {@code session_joins}, column by column. */
final class SessionLayout {
  private static final String SECONDS = "DateTime('UTC')";
  private static final int UUID_BYTES = 16;

  private SessionLayout() {}

  static Layout<SessionRow> sessions() {
    Layout<SessionRow> layout = new Layout<>();
    layout
        .add(rows -> uuid("session_id", rows, SessionRow::sessionId))
        .word("website_id", SessionRow::websiteId)
        .text("visitor_id", SessionRow::visitorId)
        .text("user_id", SessionRow::userId);
    counted(layout);
    described(layout);
    return layout
        .flag("is_bounce", SessionRow::isBounce)
        .flag("is_conversion", SessionRow::isConversion)
        .number64("version", "UInt64", SessionRow::version)
        .flag("is_deleted", SessionRow::isDeleted)
        .share("sampling_rate", SessionRow::samplingRate)
        .add(SessionLayout::goals);
  }

  static Layout<SessionJoin> joins() {
    return new Layout<SessionJoin>()
        .text("website_id", SessionJoin::websiteId)
        .add(rows -> uuid("lost", rows, SessionJoin::lost))
        .add(rows -> uuid("kept", rows, SessionJoin::kept))
        .number64("version", "UInt64", SessionJoin::version);
  }

  private static void counted(Layout<SessionRow> layout) {
    layout
        .number32("session_start", SECONDS, row -> Storable.second(row.sessionStart()))
        .number32("session_end", SECONDS, row -> Storable.second(row.sessionEnd()))
        .number32("session_duration", "UInt32", row -> duration(row))
        .number32("pageviews", "UInt32", SessionRow::pageviews)
        .number32("events", "UInt32", SessionRow::events)
        .number32("transactions", "UInt32", SessionRow::transactions)
        .number64("revenue", EventLayout.MONEY, row -> Storable.money(row.revenue()));
  }

  private static int duration(SessionRow row) {
    return (int) Math.max(0, Math.min(0xffff_ffffL, row.sessionDuration()));
  }

  private static void described(Layout<SessionRow> layout) {
    layout
        .text("landing_page", SessionRow::landingPage)
        .text("exit_page", SessionRow::exitPage)
        .word("traffic_source", SessionRow::trafficSource)
        .word("traffic_medium", SessionRow::trafficMedium)
        .word("traffic_campaign", SessionRow::trafficCampaign)
        .word("device_type", SessionRow::deviceType)
        .word("browser", SessionRow::browser)
        .word("os", SessionRow::os)
        .word("country", SessionRow::country)
        .word("city", SessionRow::city);
  }

  private static Part<SessionRow> goals(int rows) {
    TextColumn ids = new TextColumn("goals", rows);
    ArrayColumn goals = ArrayColumn.of(ids, rows);
    return Layout.one(
        goals,
        (index, row) -> {
          int at = goals.put(index, row.goals().size());
          for (UUID goal : row.goals()) {
            ids.put(at++, goal.toString());
          }
        });
  }

  private static <R> Part<R> uuid(String name, int rows, Function<R, UUID> value) {
    FixedColumn column = new FixedColumn(name, "UUID", UUID_BYTES, rows);
    return Layout.one(column, (index, row) -> column.putUuid(index, value.apply(row)));
  }
}
