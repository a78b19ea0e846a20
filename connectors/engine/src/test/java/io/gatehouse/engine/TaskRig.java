package io.gatehouse.engine;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Runs a vendor's task as a worker with exactly-once support does: what a poll returns is written
 * with its offsets, all or nothing. A crash forgets what was not written.
 */
public final class TaskRig implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A poll waits a tenth of a second. */
  private static final int QUIET_POLLS = 5;

  private final Vendor vendor;
  private final Map<String, String> props = new HashMap<>();
  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  private final List<SourceRecord> written = new ArrayList<>();
  private final List<SourceRecord> unconfirmed = new ArrayList<>();
  private final Map<String, String> partition;
  private volatile Duration ahead = Duration.ZERO;
  private FeedTask task;

  /**
   * Prepares a task with one device, or with all feeds of a cloud.
   *
   * @param device its address; unused for a cloud, whose address is an option
   * @param options of the connector, beside its one device
   */
  public TaskRig(Vendor vendor, URI device, Map<String, String> options) {
    this.vendor = vendor;
    props.put("name", "rig");
    props.put(FeedConfig.TASK, "0");
    props.put("retry.backoff.ms", "20");
    props.put("retry.backoff.max.ms", "100");
    props.put("offline.after.ms", "0");
    props.put("redaction.token.key", "key of the rig");
    props.putAll(options);
    List<DeviceSpec> devices =
        vendor.throughCloud() ? List.of() : List.of(DeviceSpec.of("door", device));
    List<DeviceSpec> feeds = vendor.feeds(FeedConfig.of(vendor, props), devices);
    props.put(DeviceList.TASK_FEEDS, DeviceList.toTask(feeds));
    partition = FeedConfig.partition(vendor, feeds.get(0).id());
  }

  /** Starts the task where the written offsets say. */
  public TaskRig start() {
    task = new FeedTask(vendor, clock()) {};
    task.initialize(new Context());
    task.start(props);
    return this;
  }

  /** Lets time pass here, though not at the device. */
  public TaskRig advance(Duration time) {
    ahead = ahead.plus(time);
    return this;
  }

  /** Stops the task as a worker does; its writing is complete. */
  public TaskRig stop() {
    task.stop();
    task = null;
    return this;
  }

  /** Ends the task after a poll whose transaction never commits. */
  public TaskRig crash() throws InterruptedException {
    task.poll();
    return stop();
  }

  /** Starts the task anew from an offset that an operator has set; null to forget the device. */
  public TaskRig alter(Map<String, Object> offset) {
    offsets.put(partition, offset);
    return this;
  }

  /** The written offset of the device, or of the first feed. */
  public Map<String, Object> offset() {
    return offsets.get(partition);
  }

  /** Polls and writes until the written records are as wanted, or fails after a while. */
  public List<SourceRecord> until(Predicate<List<SourceRecord>> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.test(written)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE + "; written: " + summary());
      }
      pollAndWrite();
    }
    return written;
  }

  private List<String> summary() {
    return written.stream()
        .map(record -> (Struct) record.value())
        .map(
            value ->
                value.schema().field("vendorEventId") == null
                    ? value.schema().name()
                    : value.getString("type") + " " + value.getString("vendorEventId"))
        .toList();
  }

  /** Polls once with a result, and confirms only the first records of it. */
  TaskRig confirmOnly(int records) throws InterruptedException {
    while (unconfirmed.isEmpty()) {
      List<SourceRecord> polled = task.poll();
      if (polled != null) {
        unconfirmed.addAll(polled);
      }
    }
    confirm(records);
    return this;
  }

  TaskRig confirmRest() {
    confirm(unconfirmed.size());
    return this;
  }

  private void confirm(int records) {
    for (int i = 0; i < records; i++) {
      task.commitRecord(unconfirmed.remove(0), null);
    }
  }

  /** Waits for something that event loops do. */
  void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  /** Polls and writes until nothing has come for half a second. */
  public List<SourceRecord> untilQuiet() throws InterruptedException {
    int quiet = 0;
    while (quiet < QUIET_POLLS) {
      quiet = pollAndWrite() ? 0 : quiet + 1;
    }
    return written;
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.now().plus(ahead);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new IllegalStateException("nobody here asks for local time");
      }
    };
  }

  private boolean pollAndWrite() throws InterruptedException {
    List<SourceRecord> polled = task.poll();
    if (polled == null) {
      return false;
    }
    written.addAll(polled);
    for (SourceRecord record : polled) {
      offsets.put(record.sourcePartition(), new HashMap<>(record.sourceOffset()));
      task.commitRecord(record, null);
    }
    return true;
  }

  /** The written records that come from the device, not from Gatehouse itself. */
  public List<Struct> deviceEvents() {
    return written.stream()
        .map(record -> (Struct) record.value())
        .filter(value -> value.schema().field("vendorType") != null)
        .filter(value -> !value.getString("vendorType").equals("gatehouse"))
        .toList();
  }

  /** The written records of a type that Gatehouse itself reports, such as GAP. */
  public List<Struct> notices(String type) {
    return written.stream()
        .map(record -> (Struct) record.value())
        .filter(value -> value.schema().field("vendorType") != null)
        .filter(value -> value.getString("vendorType").equals("gatehouse"))
        .filter(value -> value.getString("type").equals(type))
        .toList();
  }

  /** The inventory records. */
  public List<Struct> inventory() {
    return written.stream()
        .map(record -> (Struct) record.value())
        .filter(value -> value.schema().field("online") != null)
        .toList();
  }

  public List<SourceRecord> written() {
    return written;
  }

  @Override
  public void close() {
    if (task != null) {
      stop();
    }
  }

  private final class Context implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      return props;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new OffsetStorageReader() {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
          return offsets.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(
            Collection<Map<String, T>> partitions) {
          Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
          partitions.forEach(partition -> found.put(partition, offsets.get(partition)));
          return found;
        }
      };
    }

    @Override
    public TransactionContext transactionContext() {
      return null;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new IllegalStateException("no vendor may need a worker's metrics");
    }
  }
}
