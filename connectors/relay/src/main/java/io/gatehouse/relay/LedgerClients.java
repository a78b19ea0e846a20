package io.gatehouse.relay;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The sink's own clients. Connect gives a sink none that could write a ledger. */
final class LedgerClients {

  /** What the names of their options begin with: {@code kafka.bootstrap.servers}. */
  static final String PREFIX = "kafka.";

  static final String BOOTSTRAP_SERVERS = PREFIX + "bootstrap.servers";

  /** What was begun by a worker that is gone must not keep readers waiting for longer. */
  private static final String TRANSACTION_TIMEOUT_MS = "10000";

  private static final String MAX_BLOCK_MS = "5000";

  private final Map<String, Object> common = new HashMap<>();

  LedgerClients(Map<String, String> props) {
    props.forEach(
        (option, value) -> {
          if (option.startsWith(PREFIX)) {
            common.put(option.substring(PREFIX.length()), value);
          }
        });
  }

  Admin admin() {
    return Admin.create(common);
  }

  /**
   * A producer that puts every other one of the same name out of action.
   *
   * @param name its transactional id
   */
  Producer<String, byte[]> producer(String name) {
    Map<String, Object> config = new HashMap<>(common);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, name);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    config.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  Consumer<String, byte[]> consumer(IsolationLevel isolation) {
    Map<String, Object> config = new HashMap<>(common);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.name().toLowerCase(Locale.ROOT));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // Nothing may be skipped in silence.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "10000");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
