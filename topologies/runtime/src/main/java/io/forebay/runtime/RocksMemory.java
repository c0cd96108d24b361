package io.forebay.runtime;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all state stores of a process share: one block cache, with index, filter and write buffers inside it.
 *
 * <p>Without it every store takes its own cache and its own write buffers, and their sum has no bound.
 */
final class RocksMemory implements AutoCloseable {
  static final String CONFIG = "forebay.rocksdb.memory";

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  /**
   * @param bytes of all stores together; a third of it may be write buffers
   */
  RocksMemory(long bytes) {
    RocksDB.loadLibrary();
    cache = new LRUCache(bytes);
    writeBuffers = new WriteBufferManager(bytes / 3, cache);
  }

  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }

  /** Puts a store under the shared bounds; Kafka Streams instantiates it by its class. */
  public static final class Setter implements RocksDBConfigSetter {
    private static final long WRITE_BUFFER_BYTES = 4L << 20;

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
      var memory = (RocksMemory) configs.get(CONFIG);
      var table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockCache(memory.cache);
      table.setCacheIndexAndFilterBlocks(true);
      table.setPinTopLevelIndexAndFilter(true);
      options.setTableFormatConfig(table);
      options.setWriteBufferManager(memory.writeBuffers);
      options.setWriteBufferSize(WRITE_BUFFER_BYTES);
      options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String store, Options options) {
      // The cache and the write buffers belong to the process, not to the store.
    }
  }
}
