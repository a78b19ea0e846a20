package io.gatehouse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.benchmarks.Commander.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what the sink says of commands: committed outcomes, by their headers. */
final class Outcomes implements Carrier {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ACCEPTED = "ACCEPTED";

  /** Neither ends a command. */
  private static final Set<String> STEPS = Set.of("INTENT", "CONFIRMED", "NOT_CONFIRMED");

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, List<String>> statuses = new HashMap<>();

  /**
   * @param topic of the outcomes
   */
  Outcomes(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  @Override
  public void await(List<Sent> commands) {
    int settled = 0;
    long last = System.nanoTime();
    while (settled < commands.size()) {
      for (ConsumerRecord<String, byte[]> outcome : consumer.poll(POLL)) {
        Header status = outcome.headers().lastHeader("gatehouse.status");
        if (status != null) { // a taking over has none
          statuses
              .computeIfAbsent(outcome.key(), id -> new ArrayList<>())
              .add(new String(status.value(), UTF_8));
          last = System.nanoTime();
        }
      }
      while (settled < commands.size() && isSettled(commands.get(settled))) {
        settled++;
      }
      if (System.nanoTime() - last > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "%s has %s, and for %d s nothing came"
                .formatted(commands.get(settled), of(commands.get(settled)), PATIENCE.toSeconds()));
      }
    }
  }

  @Override
  public int accepted(List<Sent> commands) {
    return (int) commands.stream().filter(sent -> ends(sent).equals(List.of(ACCEPTED))).count();
  }

  private List<String> ends(Sent sent) {
    return of(sent).stream().filter(status -> !STEPS.contains(status)).toList();
  }

  private List<String> of(Sent sent) {
    return statuses.getOrDefault(sent.id(), List.of());
  }

  /** What was accepted is looked for, and then the device is free. */
  private boolean isSettled(Sent sent) {
    List<String> all = of(sent);
    boolean isLookedFor = all.contains("CONFIRMED") || all.contains("NOT_CONFIRMED");
    return !ends(sent).isEmpty() && (isLookedFor || !all.contains(ACCEPTED));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
