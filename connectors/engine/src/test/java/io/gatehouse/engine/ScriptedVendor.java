package io.gatehouse.engine;

import io.gatehouse.engine.Batch.Entry;
import io.gatehouse.events.DeviceEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A vendor whose only feed answers what a test has written down for it, and then waits for ever.
 */
final class ScriptedVendor implements Vendor {

  final Queue<Supplier<Future<Batch>>> answers = new ConcurrentLinkedQueue<>();
  final AtomicInteger reads = new AtomicInteger();
  final List<Batch> acknowledged = new CopyOnWriteArrayList<>();

  static Batch batchOf(int events) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 1; i <= events; i++) {
      int number = i;
      entries.add(new Entry(event("e" + i), () -> Map.of("number", (long) number)));
    }
    return Batch.of(entries);
  }

  @Override
  public Feed open(
      DeviceSpec device, Map<String, ?> offset, AbstractConfig config, FeedContext context) {
    return new Feed() {
      @Override
      public Future<Batch> read() {
        reads.incrementAndGet();
        Supplier<Future<Batch>> answer = answers.poll();
        return answer == null ? Promise.<Batch>promise().future() : answer.get();
      }

      @Override
      public Position position() {
        return () -> Map.of("number", 0L);
      }

      @Override
      public DeviceFacts facts() {
        return DeviceFacts.UNKNOWN;
      }

      @Override
      public Future<Void> acknowledge(Batch batch) {
        acknowledged.add(batch);
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> close() {
        return Future.succeededFuture();
      }
    };
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public void define(ConfigDef def) {}

  @Override
  public void check(AbstractConfig config, Problems problems) {}

  @Override
  public RedactionRules redactionRules() {
    return (key, value) -> RedactionRules.Treatment.KEEP;
  }

  @Override
  public void checkOffset(Map<String, ?> offset) {}

  @Override
  public Future<DeviceReport> probe(DeviceSpec device, AbstractConfig config, FeedContext context) {
    return Future.succeededFuture(new DeviceReport(List.of(), List.of()));
  }

  private static DeviceEvent event(String id) {
    return DeviceEvent.newBuilder()
        .setEventId(id)
        .setVendor("scripted")
        .setDeviceId("door")
        .setType("UNKNOWN")
        .setVendorType("Scripted")
        .setOccurredAt(Instant.EPOCH)
        .setReceivedAt(Instant.EPOCH)
        .setRecovered(false)
        .setAttributes(Map.of())
        .build();
  }
}
