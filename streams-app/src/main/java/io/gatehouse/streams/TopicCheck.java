package io.gatehouse.streams;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.Topics;
import io.gatehouse.events.Topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether Kafka has the topics that the app needs. */
final class TopicCheck {

  private TopicCheck() {}

  /**
   * Number of partitions that the app's topics have in common.
   *
   * @throws ConfigException that names every topic that is missing, or has another number
   * @throws ExecutionException with Kafka's refusal as its cause
   */
  static int partitions(Admin admin, Topics topics)
      throws ExecutionException, InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> found =
        admin.describeTopics(topics.all().stream().map(Topic::name).toList()).topicNameValues();
    List<String> faults = new ArrayList<>();
    String first = topics.topicFor(AccessEvent.class);
    int common = partitions(found.get(first));
    for (Topic topic : topics.all()) {
      int number = partitions(found.get(topic.name()));
      if (number == 0) {
        faults.add("topic " + topic.name() + " does not exist; create it with " + creator());
      } else if (number != common && common > 0 && topic.valueType() != byte[].class) {
        faults.add(
            "topic %s has %d partitions, and %s has %d; they must have the same number, so that what"
                    .formatted(topic.name(), number, first, common)
                + " belongs together meets; "
                + creator()
                + " shows which differ");
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(String.join("\n", faults));
    }
    return common;
  }

  /** 0 if there is no such topic. */
  private static int partitions(KafkaFuture<TopicDescription> topic)
      throws ExecutionException, InterruptedException {
    try {
      return topic.get().partitions().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw e;
    }
  }

  private static String creator() {
    return CreateTopics.class.getName();
  }
}
