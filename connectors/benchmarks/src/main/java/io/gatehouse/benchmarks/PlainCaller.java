package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Commander.Sent;
import io.gatehouse.events.RelayCommand;
import io.gatehouse.registry.AvroSerde;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The limit: a consumer that calls the device for each command, over one connection a device,
 * without a password. It asks nothing before, writes nothing down, and looks at no reply.
 */
final class PlainCaller implements Carrier {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofNanos(100_000);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, URI> devices;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1));
  private final KafkaConsumer<String, RelayCommand> consumer;
  private final Set<String> done = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> reading;

  /**
   * @param topic of the commands, from now on
   * @param devices addresses by id
   */
  PlainCaller(Rig rig, String topic, Map<String, URI> devices) {
    this.devices = devices;
    var serde = new AvroSerde<>(RelayCommand.class);
    serde.configure(Map.of("schema.registry.url", rig.registry().url()), false);
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", rig.broker().bootstrapServers()),
            new StringDeserializer(),
            serde.deserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position); // seeking is lazy; this looks now
    reading = CompletableFuture.runAsync(this::read);
  }

  private void read() {
    try (consumer) {
      while (true) {
        consumer.poll(POLL).forEach(record -> call(record.value()));
      }
    } catch (WakeupException e) {
      return; // closed
    }
  }

  private void call(RelayCommand command) {
    URI device = devices.get(command.getDeviceId());
    client
        .request(
            HttpMethod.GET,
            device.getPort(),
            device.getHost(),
            "/api/switch/ctrl?switch=1&action=trigger")
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::body)
        .onSuccess(reply -> done.add(command.getCommandId()));
  }

  @Override
  public void await(List<Sent> commands) {
    long last = System.nanoTime();
    for (Sent sent : commands) {
      while (!done.contains(sent.id())) {
        if (System.nanoTime() - last > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "for %d s nothing became of %s".formatted(PATIENCE.toSeconds(), sent));
        }
        WorkerCost.pause(LOOK);
      }
      last = System.nanoTime();
    }
  }

  @Override
  public int accepted(List<Sent> commands) {
    return (int) commands.stream().filter(sent -> done.contains(sent.id())).count();
  }

  @Override
  public void close() {
    consumer.wakeup();
    reading.join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
