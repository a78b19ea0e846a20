package io.gatehouse.streams.api;

import io.gatehouse.events.Incident;
import io.gatehouse.streams.AppConfig;
import io.gatehouse.streams.EventSerdes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Incidents as they are written, read from their topic and sent to all who follow. One thread reads
 * for all of them. Whoever comes back or is slow reads by itself, until it has come to where that
 * thread is.
 */
final class IncidentFeed implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(IncidentFeed.class);

  private static final int MOST_FOLLOWERS = 100;
  private static final int MOST_ALONE = 4;
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** So often a follower hears from here at least, so that a dead connection is noticed. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final String topic;
  private final Map<String, Object> options;
  private final Deserializer<Incident> deserializer;
  private final WorkerExecutor alone;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread reader = new Thread(this::run, "incident-feed");

  /** Guarded by this. */
  private final Set<Follower> followers = new HashSet<>();

  /** Guarded by this: where the reader is, by partition; null until it has begun. */
  private long[] positions;

  /** Of the reader's thread: when followers last heard from here, by {@link System#nanoTime}. */
  private long heard = System.nanoTime();

  IncidentFeed(Vertx vertx, AppConfig config, EventSerdes serdes) {
    topic = config.topics().topicFor(Incident.class);
    options = options(config);
    deserializer = serdes.of(Incident.class).deserializer();
    alone = vertx.createSharedWorkerExecutor("incident-feed", MOST_ALONE);
    reader.setDaemon(true);
    reader.start();
  }

  private static Map<String, Object> options(AppConfig config) {
    Map<String, Object> options = new HashMap<>();
    Set<String> known = ConsumerConfig.configNames();
    config.others().forEach((name, value) -> put(options, known, name, value));
    config
        .others()
        .forEach(
            (name, value) -> {
              if (name.startsWith("consumer.")) {
                put(options, known, name.substring("consumer.".length()), value);
              }
            });
    options.remove(ConsumerConfig.GROUP_ID_CONFIG);
    options.remove(ConsumerConfig.CLIENT_ID_CONFIG);
    options.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    options.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    options.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return options;
  }

  private static void put(
      Map<String, Object> options, Set<String> known, String name, Object value) {
    if (known.contains(name)) {
      options.put(name, value);
    }
  }

  /** Answers with events, as long as whoever asked is there. */
  Future<Void> follow(Exchange exchange) {
    exchange.allow(Set.of());
    Optional<String> last = Optional.ofNullable(exchange.request().getHeader("Last-Event-ID"));
    Follower follower;
    synchronized (this) {
      if (positions == null) {
        throw new Refusal(503, "The topic of incidents is not read yet; ask again.");
      }
      followers.removeIf(Follower::isGone);
      if (followers.size() >= MOST_FOLLOWERS) {
        throw new Refusal(503, "There are " + MOST_FOLLOWERS + " others already who follow.");
      }
      follower =
          new Follower(
              exchange.request(),
              last.map(id -> Follower.positions(id, positions.length)).orElse(positions));
      exchange
          .request()
          .response()
          .setChunked(true)
          .putHeader("Content-Type", "text/event-stream")
          .putHeader("Cache-Control", "no-store")
          .writeHead();
      if (join(follower)) {
        return Future.succeededFuture();
      }
    }
    readAlone(follower);
    return Future.succeededFuture();
  }

  private void readAlone(Follower follower) {
    alone
        .<Void>executeBlocking(
            () -> {
              catchUp(follower);
              return null;
            },
            false)
        .onFailure(e -> follower.drop("what it missed cannot be read: " + e));
  }

  private synchronized boolean join(Follower follower) {
    boolean isThere = follower.hasReached(positions);
    if (isThere && !follower.isGone()) {
      followers.add(follower);
    }
    return isThere;
  }

  private void catchUp(Follower follower) throws InterruptedException {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      for (TopicPartition partition : consumer.assignment()) {
        consumer.seek(partition, follower.next(partition.partition()));
      }
      while (!isClosed() && !follower.isGone() && !join(follower)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
          Optional<String> json = json(record);
          if (json.isPresent()) {
            follower.sendPatiently(record.partition(), record.offset(), json.get());
          }
        }
        for (TopicPartition partition : consumer.assignment()) {
          follower.skipTo(partition.partition(), consumer.position(partition));
        }
      }
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(options, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList());
    return consumer;
  }

  private void run() {
    while (!isClosed()) {
      try (Consumer<byte[], byte[]> consumer = consumer()) {
        begin(consumer);
        while (!isClosed()) {
          tell(consumer, consumer.poll(WAIT));
        }
      } catch (RuntimeException e) {
        if (!isClosed()) {
          log.warn("incidents cannot be read, next try in {}s", PAUSE.toSeconds(), e);
          pause();
        }
      }
    }
  }

  /** At the end at first, then where it was. */
  private synchronized void begin(Consumer<?, ?> consumer) {
    if (positions == null) {
      consumer.seekToEnd(consumer.assignment());
      positions = new long[consumer.assignment().size()];
      advance(consumer);
    } else {
      for (TopicPartition partition : consumer.assignment()) {
        consumer.seek(partition, positions[partition.partition()]);
      }
    }
  }

  private void tell(Consumer<?, ?> consumer, ConsumerRecords<byte[], byte[]> records) {
    // All before the first is told: what cannot be read now is read again later.
    Map<ConsumerRecord<?, ?>, String> told = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      json(record).ifPresent(json -> told.put(record, json));
    }
    boolean silent = System.nanoTime() - heard > SILENCE.toNanos();
    if (silent || !told.isEmpty()) {
      heard = System.nanoTime();
    }
    synchronized (this) {
      followers.removeIf(follower -> follower.isGone() || isBehind(follower, told, silent));
      advance(consumer);
    }
  }

  /** Tells a follower. One that is slow goes on by itself, and comes back when it is here. */
  private boolean isBehind(
      Follower follower, Map<ConsumerRecord<?, ?>, String> told, boolean silent) {
    for (Map.Entry<ConsumerRecord<?, ?>, String> one : told.entrySet()) {
      if (!follower.send(one.getKey().partition(), one.getKey().offset(), one.getValue())) {
        readAlone(follower);
        return true;
      }
    }
    if (silent) {
      follower.greet();
    }
    return false;
  }

  private void advance(Consumer<?, ?> consumer) {
    for (TopicPartition partition : consumer.assignment()) {
      positions[partition.partition()] = consumer.position(partition);
    }
  }

  private Optional<String> json(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.ofNullable(deserializer.deserialize(topic, record.value()))
          .map(incident -> Json.of(incident).encode());
    } catch (SerializationException e) {
      log.warn(
          "incident cannot be read and is passed over partition={} offset={}: {}",
          record.partition(),
          record.offset(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  private void pause() {
    try {
      closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    reader.interrupt();
    alone.close();
  }
}
