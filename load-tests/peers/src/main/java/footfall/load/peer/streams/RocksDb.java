package footfall.load.peer.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/** One cache and one bound of memory for all stores of the JVM, as Flink's managed memory is. */
public final class RocksDb implements RocksDBConfigSetter {
  private static final long MEMORY = 1L << 30;
  private static final long BUFFERS = MEMORY / 2;
  private static final long BUFFER = 32L << 20;

  private static final Cache CACHE = new LRUCache(MEMORY);
  private static final WriteBufferManager MANAGER = new WriteBufferManager(BUFFERS, CACHE);

  @Override
  public void setConfig(String store, Options options, Map<String, Object> settings) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setWriteBufferManager(MANAGER);
    options.setWriteBufferSize(BUFFER);
    options.setMaxWriteBufferNumber(4);
  }

  @Override
  public void close(String store, Options options) {}
}
