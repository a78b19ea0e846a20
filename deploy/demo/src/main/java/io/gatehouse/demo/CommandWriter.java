package io.gatehouse.demo;

import io.gatehouse.events.RelayCommand;
import io.gatehouse.registry.AvroSerde;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes commands for the sink: Avro, keyed by device. */
final class CommandWriter implements AutoCloseable {

  private final KafkaProducer<String, RelayCommand> producer;
  private final String topic;

  private CommandWriter(KafkaProducer<String, RelayCommand> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  static CommandWriter to(String bootstrapServers, String registryUrl, String topic) {
    var serde = new AvroSerde<>(RelayCommand.class);
    serde.configure(Map.of("schema.registry.url", registryUrl), false);
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "max.block.ms",
            "15000",
            "request.timeout.ms",
            "5000",
            "delivery.timeout.ms",
            "15000");
    return new CommandWriter(
        new KafkaProducer<>(config, new StringSerializer(), serde.serializer()), topic);
  }

  /**
   * Returns when Kafka has it.
   *
   * @throws KafkaException if it has not, or nobody knows
   */
  void write(RelayCommand command) {
    try {
      producer.send(new ProducerRecord<>(topic, command.getDeviceId(), command)).get();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
