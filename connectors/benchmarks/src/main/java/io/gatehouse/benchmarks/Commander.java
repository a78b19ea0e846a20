package io.gatehouse.benchmarks;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.registry.AvroSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes commands to open doors. */
final class Commander implements AutoCloseable {

  private static final long SEED = 1;

  /** The longest that the sink takes by default. */
  private static final Duration LIFETIME = Duration.ofSeconds(60);

  private static final int LONGEST_PAUSE_MS = 200;

  private final String topic;
  private final KafkaProducer<String, RelayCommand> producer;
  private final Random random = new Random(SEED);

  /**
   * A command.
   *
   * @param written just before it was handed to the producer
   */
  record Sent(String id, String device, Instant written) {}

  Commander(Rig rig, String topic) {
    this.topic = topic;
    var serde = new AvroSerde<>(RelayCommand.class);
    serde.configure(Map.of("schema.registry.url", rig.registry().url()), false);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", rig.broker().bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            serde.serializer());
  }

  /** One after the other: each after its predecessor was carried out and a random pause. */
  List<Sent> oneByOne(int commands, IntFunction<String> device, Carrier carrier) {
    List<Sent> all = new ArrayList<>();
    for (int number = 0; number < commands; number++) {
      WorkerCost.pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS)));
      Sent sent = send(device.apply(number));
      carrier.await(List.of(sent));
      all.add(sent);
    }
    return all;
  }

  /**
   * At random moments.
   *
   * @param perSecond how many, on average; infinite for as fast as it goes
   */
  List<Sent> steadily(int commands, double perSecond, IntFunction<String> device) {
    List<Sent> all = new ArrayList<>();
    long due = System.nanoTime();
    for (int number = 0; number < commands; number++) {
      due += (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      all.add(send(device.apply(number)));
    }
    return all;
  }

  // A command that could not be written is one that nobody carries out.
  @SuppressWarnings("FutureReturnValueIgnored")
  private Sent send(String device) {
    var command = new RelayCommand();
    command.setCommandId(UUID.randomUUID().toString());
    command.setDeviceId(device);
    command.setTarget("switch/1");
    command.setAction("TRIGGER");
    command.setParams(Map.of());
    command.setRequestedBy("benchmark");
    var sent = new Sent(command.getCommandId(), device, Instant.now());
    command.setIssuedAt(sent.written());
    command.setExpiresAt(sent.written().plus(LIFETIME));
    producer.send(new ProducerRecord<>(topic, device, command));
    return sent;
  }

  @Override
  public void close() {
    producer.close();
  }
}
