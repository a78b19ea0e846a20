package io.gatehouse.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

class RocksDbMemoryTest {

  private static final long BOUND = 16 << 20;

  @TempDir Path directory;

  @Test
  void allStoresTogetherStayWithinTheBound() throws RocksDBException {
    try (RocksDbMemory memory = new RocksDbMemory(BOUND);
        FlushOptions flush = new FlushOptions().setWaitForFlush(true);
        WriteOptions write = new WriteOptions().setDisableWAL(true)) {
      List<RocksDB> stores = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        stores.add(open("store-" + i, memory));
      }

      for (RocksDB store : stores) {
        for (int i = 0; i < 1 << 10; i++) {
          store.put(write, key(i), new byte[8 << 10]);
        }
      }
      assertThat(memory.used()).as("write buffers").isPositive();
      for (RocksDB store : stores) {
        store.flush(flush);
        for (int i = 0; i < 1 << 10; i++) {
          assertThat(store.get(key(i))).hasSize(8 << 10);
        }
      }

      assertThat(memory.used()).as("of 64 MB that were read").isPositive().isLessThan(BOUND);
      stores.forEach(RocksDB::close);
    }
  }

  private static byte[] key(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
  }

  /** As Kafka Streams opens a store. */
  private RocksDB open(String name, RocksDbMemory memory) throws RocksDBException {
    Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(16 << 20);
    options.setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(new BloomFilter()));
    new RocksDbMemory.Setter().setConfig(name, options, Map.of(RocksDbMemory.CONFIG, memory));
    return RocksDB.open(options, directory.resolve(name).toString());
  }
}
