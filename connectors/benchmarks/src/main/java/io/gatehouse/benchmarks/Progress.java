package io.gatehouse.benchmarks;

import io.gatehouse.stack.ChildJvm;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far an app has come: by the offsets that it has committed. */
final class Progress implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A transaction's end takes an offset, too, which nobody commits. */
  private static final long MARKS_A_PARTITION = 5;

  private final Admin admin;
  private final String group;
  private final ChildJvm app;

  Progress(StreamsSite site, String group, ChildJvm app) {
    this.admin = Admin.create(Map.of("bootstrap.servers", site.broker().bootstrapServers()));
    this.group = group;
    this.app = app;
  }

  /** Nanosecond at which so many events had been processed. */
  long processed(long events) {
    return await(() -> sum(committed(), topic -> !topic.startsWith(group)) >= events);
  }

  /** Nanosecond at which what the app tells itself had been processed, too. */
  long quiet() {
    return await(
        () -> {
          Map<TopicPartition, Long> committed = committed();
          return ends(committed).entrySet().stream()
              .allMatch(end -> end.getValue() - committed.get(end.getKey()) <= MARKS_A_PARTITION);
        });
  }

  private interface Condition {
    boolean holds() throws ExecutionException, InterruptedException;
  }

  private long await(Condition condition) {
    long start = System.nanoTime();
    try {
      while (!condition.holds()) {
        if (!app.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "the app did not come to its end; its log %s".formatted(app.logged()));
        }
        Thread.sleep(LOOK.toMillis());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the app's progress cannot be asked for", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
    return System.nanoTime();
  }

  private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                offsets.put(partition, offset.offset());
              }
            });
    return offsets;
  }

  private Map<TopicPartition, Long> ends(Map<TopicPartition, Long> of)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    of.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static long sum(Map<TopicPartition, Long> offsets, Predicate<String> topic) {
    return offsets.entrySet().stream()
        .filter(entry -> topic.test(entry.getKey().topic()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
