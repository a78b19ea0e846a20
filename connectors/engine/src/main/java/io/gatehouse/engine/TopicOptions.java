package io.gatehouse.engine;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.internals.Topic;

/** Where events go. */
final class TopicOptions {

  private static final String GROUP = "Topics";
  static final String PREFIX = "topic.prefix";

  private TopicOptions() {}

  static void define(ConfigDef def) {
    def.define(
        PREFIX,
        ConfigDef.Type.STRING,
        "gatehouse.",
        ConfigDef.LambdaValidator.with(
            (name, value) -> checkPrefix((String) value), () -> "start of a Kafka topic name"),
        Importance.MEDIUM,
        "Start of the name of every topic: events go to <prefix>access, <prefix>call,"
            + " <prefix>alarm and <prefix>device, the inventory to <prefix>devices.",
        GROUP,
        1,
        Width.MEDIUM,
        "Topic prefix");
  }

  static String prefix(AbstractConfig config) {
    return config.getString(PREFIX);
  }

  private static void checkPrefix(String prefix) {
    try {
      Topic.validate(prefix + "devices");
    } catch (RuntimeException e) {
      throw new ConfigException(
          PREFIX,
          prefix,
          "a Kafka topic name has letters, digits, dots, dashes and underscores only");
    }
  }
}
