package footfall.persistence.clickhouse;

import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import footfall.persistence.clickhouse.ClickHouseSettings.Retry;
import footfall.persistence.clickhouse.block.Block;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** One insert of some blocks into one table, acknowledged by ClickHouse or failed. */
final class BlockInsert implements StubbornInsert.Attempt {
  private static final int BUFFER = 1 << 16;

  /** ClickHouse's codes for a value that it can never store: parsing, range, constraint. */
  private static final Set<Integer> BAD_VALUE =
      Set.of(6, 26, 27, 38, 41, 69, 70, 72, 117, 128, 131, 190, 321, 349, 407, 469);

  /** Memory limit, timeout: the insert may pass when it is smaller. */
  private static final Set<Integer> TOO_HEAVY = Set.of(159, 241);

  private final ClickHouseConnection connection;
  private final ClickHouseSettings settings;

  BlockInsert(ClickHouseConnection connection, ClickHouseSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  @Override
  public void insert(String table, List<Block> blocks, UUID token) throws Exception {
    InsertSettings options = options(token);
    try (InsertResponse response =
        connection
            .client()
            .insert(table, out -> write(blocks, out), ClickHouseFormat.Native, options)
            .get()) {
      response.getWrittenRows();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private InsertSettings options(UUID token) {
    Retry retry = settings.retry();
    InsertSettings options =
        new InsertSettings()
            .setDeduplicationToken(token.toString())
            // The server's default gathers by itself and would acknowledge what it may lose.
            .serverSetting("async_insert", "0")
            // A backlog may span more days than the default of 100 partitions.
            .serverSetting("max_partitions_per_insert_block", "0")
            // Copies are told apart when read; looking for them would quadruple its cost.
            .serverSetting("optimize_on_insert", "0")
            // Where a crash came between the rows and their view's, the next try writes the latter.
            .serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1")
            .serverSetting("max_execution_time", Long.toString(retry.insertTimeout().toSeconds()));
    if (settings.server().cluster().isPresent()) {
      options.serverSetting("distributed_foreground_insert", "1");
      options.serverSetting("insert_quorum", "auto");
    }
    options.setNetworkTimeout(retry.insertTimeout().toMillis(), ChronoUnit.MILLIS);
    return options;
  }

  private static void write(List<Block> blocks, OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
    for (Block block : blocks) {
      block.writeTo(buffered);
    }
    buffered.flush();
  }

  /** True where sending the same rows again cannot help, because of a value in them. */
  static boolean isBadValue(Exception failure) {
    return ServerAnswer.code(failure).filter(BAD_VALUE::contains).isPresent();
  }

  static boolean isTooHeavy(Exception failure) {
    return ServerAnswer.code(failure).filter(TOO_HEAVY::contains).isPresent();
  }
}
