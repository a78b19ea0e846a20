package io.gatehouse.streams;

import io.gatehouse.events.AccessEvent;
import io.gatehouse.events.CreateTopics;
import io.gatehouse.events.IncidentAcknowledgement;
import io.gatehouse.events.Topics;
import io.gatehouse.events.Topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether Kafka has the topics that the app needs. */
final class TopicCheck {

  private static final String CREATOR = CreateTopics.class.getName();

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
    Map<String, Integer> numbers = new TreeMap<>();
    for (Topic topic : topics.all()) {
      int number = partitions(found.get(topic.name()));
      if (number == 0) {
        faults.add(topic.name() + ": there is no such topic; create it with " + CREATOR);
      } else if (isMet(topic)) {
        numbers.put(topic.name(), number);
      }
    }
    if (Set.copyOf(numbers.values()).size() > 1) {
      faults.add(
          "topics must have the same number of partitions, or what belongs together does not meet: "
              + numbers
              + "; "
              + CREATOR
              + " tells what is recommended");
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(String.join("\n", faults));
    }
    return numbers.get(topics.topicFor(AccessEvent.class));
  }

  /** Whether its records are read beside those of other topics. */
  private static boolean isMet(Topic topic) {
    return topic.valueType() == IncidentAcknowledgement.class
        || Intake.TYPES.contains(topic.valueType());
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
}
