package io.gatehouse.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The native memory of all stores of one app: blocks, indexes, filters and write buffers share one
 * bound. Without it every segment of every store of every partition takes its own.
 */
final class RocksDbMemory implements AutoCloseable {

  /** Under this name it is in the configuration of Kafka Streams, which makes the setter. */
  static final String CONFIG = "gatehouse.rocksdb.memory";

  /**
   * Each store begins with an eighth of it, and there are a hundred stores: with RocksDB's own 16
   * MiB they would be over the bound when they are empty, and be flushed at every write.
   */
  private static final long WRITE_BUFFER = 2 << 20;

  private static final double INDEXES_AND_FILTERS = 0.2;

  private final Cache cache;
  private final WriteBufferManager writeBuffers;

  RocksDbMemory(long bytes) {
    RocksDB.loadLibrary();
    cache = new LRUCache(bytes, -1, false, INDEXES_AND_FILTERS);
    writeBuffers = new WriteBufferManager(bytes / 2, cache);
  }

  /** Bytes in use. */
  long used() {
    return cache.getUsage();
  }

  /** After the stores are closed. */
  @Override
  public void close() {
    writeBuffers.close();
    cache.close();
  }

  /** Gives each store its part. */
  public static final class Setter implements RocksDBConfigSetter {

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
      RocksDbMemory memory = (RocksDbMemory) configs.get(CONFIG);
      BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
      table.setBlockCache(memory.cache);
      table.setCacheIndexAndFilterBlocks(true);
      table.setCacheIndexAndFilterBlocksWithHighPriority(true);
      table.setPinTopLevelIndexAndFilter(true);
      options.setTableFormatConfig(table);
      options.setWriteBufferSize(WRITE_BUFFER);
      options.setWriteBufferManager(memory.writeBuffers);
    }

    @Override
    public void close(String store, Options options) {
      // What it was given belongs to all.
    }
  }
}
