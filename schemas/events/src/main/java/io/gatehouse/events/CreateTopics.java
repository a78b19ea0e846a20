package io.gatehouse.events;

import io.gatehouse.events.Topics.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that are missing and tells where existing ones differ from what we recommend.
 * It changes no existing topic. Needs the Kafka client on the class path.
 */
public final class CreateTopics {

  static final String USAGE =
      """
      Creates the topics of Gatehouse that are missing; changes none that exist.

        --bootstrap-server HOST:PORT  where Kafka is (mandatory)
        --prefix TEXT                 what topic names begin with, "%s" by default
        --replication-factor N        copies of every partition, 3 by default
        --command-config FILE         client properties, for TLS and logins
        --help                        this text
      """
          .formatted(Topics.DEFAULT_PREFIX);

  private CreateTopics() {}

  /** Exits with 0 if all topics exist afterwards, 1 if Kafka refused, 2 for bad arguments. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    Map<String, String> options;
    Topics topics;
    int replicationFactor;
    Properties client;
    try {
      options = options(arguments);
      if (options.containsKey("--help")) {
        out.print(USAGE);
        return 0;
      }
      topics = Topics.of(options.getOrDefault("--prefix", Topics.DEFAULT_PREFIX));
      replicationFactor = positive("--replication-factor", options);
      client = client(options);
    } catch (IllegalArgumentException | IOException e) {
      err.println(e.getMessage());
      err.print(USAGE);
      return 2;
    }
    try (Admin admin = Admin.create(client)) {
      create(admin, topics, replicationFactor).forEach(out::println);
      return 0;
    } catch (ExecutionException e) {
      err.println("Kafka refused: " + e.getCause().getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /**
   * Creates the topics that are missing.
   *
   * @return a line for every topic created and for every difference of an existing one
   * @throws ExecutionException with Kafka's refusal as its cause
   */
  public static List<String> create(Admin admin, Topics topics, int replicationFactor)
      throws ExecutionException, InterruptedException {
    Map<String, KafkaFuture<Void>> results =
        admin
            .createTopics(
                topics.all().stream().map(topic -> newTopic(topic, replicationFactor)).toList())
            .values();
    List<String> report = new ArrayList<>();
    List<Topic> existing = new ArrayList<>();
    for (Topic topic : topics.all()) {
      try {
        results.get(topic.name()).get();
        report.add(topic.name() + ": created");
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
        existing.add(topic);
      }
    }
    report.addAll(differences(admin, existing, replicationFactor));
    return report;
  }

  private static NewTopic newTopic(Topic topic, int replicationFactor) {
    return new NewTopic(topic.name(), topic.partitions(), (short) replicationFactor)
        .configs(topic.settings(replicationFactor));
  }

  private static List<String> differences(Admin admin, List<Topic> topics, int replicationFactor)
      throws ExecutionException, InterruptedException {
    List<String> names = topics.stream().map(Topic::name).toList();
    Map<String, TopicDescription> descriptions = admin.describeTopics(names).allTopicNames().get();
    Map<ConfigResource, Config> configs =
        admin.describeConfigs(names.stream().map(CreateTopics::resource).toList()).all().get();
    List<String> differences = new ArrayList<>();
    for (Topic topic : topics) {
      TopicDescription description = descriptions.get(topic.name());
      Config config = configs.get(resource(topic.name()));
      compare(
          topic, "partitions", topic.partitions(), description.partitions().size(), differences);
      compare(
          topic,
          "replication factor",
          replicationFactor,
          description.partitions().get(0).replicas().size(),
          differences);
      new TreeMap<>(topic.settings(replicationFactor))
          .forEach(
              (name, value) -> compare(topic, name, value, config.get(name).value(), differences));
    }
    return differences;
  }

  private static void compare(
      Topic topic, String name, Object recommended, Object found, List<String> differences) {
    if (!recommended.equals(found)) {
      differences.add(topic.name() + ": " + name + " is " + found + ", recommended " + recommended);
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static Map<String, String> options(String[] arguments) {
    Set<String> known =
        Set.of("--bootstrap-server", "--prefix", "--replication-factor", "--command-config");
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--help")) {
        options.put("--help", "");
      } else if (!known.contains(arguments[i])) {
        throw new IllegalArgumentException("Unknown option " + arguments[i] + ".");
      } else if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " wants a value after it.");
      } else {
        options.put(arguments[i], arguments[++i]);
      }
    }
    return options;
  }

  private static int positive(String name, Map<String, String> options) {
    String value = options.getOrDefault(name, "3");
    try {
      int number = Short.parseShort(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is not positive.
    }
    throw new IllegalArgumentException(name + " must be a number from 1, not " + value + ".");
  }

  private static Properties client(Map<String, String> options) throws IOException {
    String servers = options.get("--bootstrap-server");
    if (servers == null) {
      throw new IllegalArgumentException("--bootstrap-server is missing.");
    }
    Properties properties = new Properties();
    String file = options.get("--command-config");
    if (file != null) {
      try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    }
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    return properties;
  }
}
