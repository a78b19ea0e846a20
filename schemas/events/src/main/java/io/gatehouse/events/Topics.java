package io.gatehouse.events;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** The topics of Gatehouse: their names, what they carry, and the settings we recommend. */
public final class Topics {

  /** The prefix of all topics unless configured otherwise. */
  public static final String DEFAULT_PREFIX = "gatehouse.";

  /**
   * Partitions of every topic that is keyed by device or command. They are the same in all of them,
   * so that the events of a device meet its inventory record without being copied to another
   * partition, and the outcomes of a command can follow it.
   */
  public static final int PARTITIONS = 6;

  private static final int MAX_PREFIX_LENGTH = 200;

  private final List<Topic> all;
  private final Map<Class<?>, String> names;

  /**
   * One topic.
   *
   * @param valueType class of the values; {@code byte[]} where they are of no one type
   * @param key what the records are keyed by
   * @param partitions recommended number of partitions
   * @param settings recommended topic settings, by Kafka's names
   */
  public record Topic(
      String name, Class<?> valueType, String key, int partitions, Map<String, String> settings) {

    /**
     * The settings with the one that depends on the replication factor: with three replicas or
     * more, a write counts when two have it.
     */
    public Map<String, String> settings(int replicationFactor) {
      Map<String, String> result = new HashMap<>(settings);
      result.put("min.insync.replicas", replicationFactor >= 3 ? "2" : "1");
      return result;
    }
  }

  private Topics(String prefix) {
    all =
        List.of(
            topic(prefix, "access", AccessEvent.class, "deviceId", delete(30)),
            topic(prefix, "call", CallEvent.class, "deviceId", delete(30)),
            topic(prefix, "alarm", AlarmEvent.class, "deviceId", delete(30)),
            topic(prefix, "device", DeviceEvent.class, "deviceId", delete(30)),
            topic(prefix, "devices", Device.class, "deviceId", Map.of("cleanup.policy", "compact")),
            topic(prefix, "incident", Incident.class, "incidentId", compactAndDelete(90)),
            topic(
                prefix,
                "incident.acknowledgement",
                IncidentAcknowledgement.class,
                "incidentId",
                delete(90)),
            topic(prefix, "passage", Passage.class, "passageId", compactAndDelete(90)),
            topic(
                prefix,
                "status.door",
                DoorStatus.class,
                "deviceId/door",
                Map.of("cleanup.policy", "compact")),
            topic(
                prefix,
                "status.device",
                DeviceStatus.class,
                "deviceId",
                Map.of("cleanup.policy", "compact")),
            topic(prefix, "command", RelayCommand.class, "deviceId", delete(1)),
            topic(prefix, "command.outcome", RelayOutcome.class, "commandId", delete(90)),
            new Topic(prefix + "dead-letter", byte[].class, "as it came", 1, delete(14)));
    names =
        all.stream()
            .filter(topic -> SpecificRecord.class.isAssignableFrom(topic.valueType))
            .collect(Collectors.toUnmodifiableMap(Topic::valueType, Topic::name));
  }

  /**
   * The topics under a prefix.
   *
   * @param prefix at most 200 letters, digits, dots, underscores and hyphens; can be empty
   * @throws IllegalArgumentException if the prefix cannot begin a topic's name
   */
  public static Topics of(String prefix) {
    if (prefix.length() > MAX_PREFIX_LENGTH || !prefix.chars().allMatch(Topics::isLegal)) {
      throw new IllegalArgumentException(
          "\""
              + prefix
              + "\" cannot begin a topic's name; use at most "
              + MAX_PREFIX_LENGTH
              + " letters, digits, dots, underscores and hyphens, for example \""
              + DEFAULT_PREFIX
              + "\".");
    }
    return new Topics(prefix);
  }

  /** Every topic, the dead-letter topic included. */
  public List<Topic> all() {
    return all;
  }

  /** Name of the topic for a record. */
  public String topicFor(SpecificRecord record) {
    return topicFor(record.getClass());
  }

  /**
   * Name of the topic for records of a class.
   *
   * @throws IllegalArgumentException if no topic carries them
   */
  public String topicFor(Class<? extends SpecificRecord> type) {
    String name = names.get(type);
    if (name == null) {
      throw new IllegalArgumentException("No topic carries " + type.getName() + ".");
    }
    return name;
  }

  /** Name of the topic for what could not be read, with Connect's error headers. */
  public String deadLetter() {
    return all.get(all.size() - 1).name;
  }

  private static Topic topic(
      String prefix, String name, Class<?> type, String key, Map<String, String> settings) {
    return new Topic(prefix + name, type, key, PARTITIONS, settings);
  }

  private static Map<String, String> delete(long days) {
    return Map.of(
        "cleanup.policy",
        "delete",
        "retention.ms",
        Long.toString(Duration.ofDays(days).toMillis()));
  }

  private static Map<String, String> compactAndDelete(long days) {
    return Map.of(
        "cleanup.policy",
        "compact,delete",
        "retention.ms",
        Long.toString(Duration.ofDays(days).toMillis()));
  }

  private static boolean isLegal(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
