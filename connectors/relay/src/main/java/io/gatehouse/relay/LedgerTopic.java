package io.gatehouse.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic that holds the ledgers of a command topic: there, and fit for it. */
final class LedgerTopic {

  private static final Duration USUAL_RETENTION = Duration.ofDays(90);

  private LedgerTopic() {}

  /** A ledger topic that cannot be relied on. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }

  /**
   * Creates the topic if it is missing.
   *
   * @param memory how long ids are known, and lines must be kept at least
   * @return partitions of the command topic
   * @throws Unfit naming what is wrong and the remedy
   * @throws KafkaException if Kafka does not answer, or refuses
   */
  static int ensure(Admin admin, String commandTopic, Duration memory) {
    String name = commandTopic + Ledger.SUFFIX;
    int partitions = partitions(admin, commandTopic).orElseThrow();
    int ledgers = partitions(admin, name).orElse(0);
    if (ledgers == 0) {
      create(admin, name, partitions);
    } else if (ledgers < partitions) {
      throw new Unfit(
          name
              + " has "
              + ledgers
              + " partitions, fewer than the "
              + partitions
              + " of "
              + commandTopic
              + "; add partitions to it");
    } else {
      checkRetention(admin, name, memory);
    }
    return partitions;
  }

  private static Optional<Integer> partitions(Admin admin, String topic) {
    try {
      return Optional.of(
          await(admin.describeTopics(List.of(topic)).allTopicNames().toCompletionStage())
              .get(topic)
              .partitions()
              .size());
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    }
  }

  private static void create(Admin admin, String name, int partitions) {
    NewTopic topic =
        new NewTopic(name, Optional.of(partitions), Optional.empty())
            .configs(
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(USUAL_RETENTION.toMillis())));
    try {
      await(admin.createTopics(List.of(topic)).all().toCompletionStage());
    } catch (TopicExistsException e) {
      // Another partition's thread was quicker.
      return;
    }
  }

  private static void checkRetention(Admin admin, String name, Duration memory) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Config config =
        await(admin.describeConfigs(List.of(resource)).all().toCompletionStage()).get(resource);
    long retention = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
    if (retention >= 0 && retention < memory.toMillis()) {
      throw new Unfit(
          name
              + " keeps its records for "
              + retention
              + " ms only; set its retention.ms to "
              + memory.toMillis()
              + " at least, which is "
              + RelayConfig.MEMORY);
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
