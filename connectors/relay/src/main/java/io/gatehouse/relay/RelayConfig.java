package io.gatehouse.relay;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.gatehouse.engine.OptionGroup;
import io.gatehouse.engine.Problems;
import io.gatehouse.engine.RelayDevices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The options of the sink. */
final class RelayConfig {

  static final String ALLOW = "allow";
  static final String LIFETIME = "command.lifetime.max.ms";
  static final String TOLERANCE = "command.clock.tolerance.ms";
  static final String WINDOW = "command.send.window.ms";
  static final String CONFIRM = "command.confirm.timeout.ms";
  static final String PENDING = "command.pending.max";
  static final String MEMORY = "ledger.memory.ms";
  private static final String GROUP = "Commands";
  private static final String TOPICS = "topics";
  private static final String TOPICS_REGEX = "topics.regex";
  private static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";
  private static final String TOLERATED = "errors.tolerance";
  private static final String RETRIED = "errors.retry.timeout";
  private static final String SESSION = "consumer.override.session.timeout.ms";

  private final AbstractConfig config;

  RelayConfig(Map<String, String> props) {
    config = new AbstractConfig(definition(), props, false);
  }

  static ConfigDef definition() {
    ConfigDef def = new ConfigDef();
    def.define(
        ALLOW,
        ConfigDef.Type.LIST,
        List.of(),
        ValidList.anyNonDuplicateValues(true, false),
        Importance.HIGH,
        "Required: what may be commanded, as device:target:action with * for any part or piece of"
            + " it: lobby:switch/1:TRIGGER, *:door/*:UNLOCK, *:*:*. Everything else is rejected.",
        GROUP,
        1,
        Width.LONG,
        "Allowed commands");
    def.define(
        LedgerClients.BOOTSTRAP_SERVERS,
        ConfigDef.Type.STRING,
        null,
        Importance.HIGH,
        "Required: Kafka's address for the ledger, which the sink writes with clients of its own."
            + " All options that begin with "
            + LedgerClients.PREFIX
            + " go to them, such as kafka.security.protocol.",
        GROUP,
        2,
        Width.LONG,
        "Kafka of the ledger");
    OptionGroup group = new OptionGroup(def, "Protocol");
    group.option(
        LIFETIME,
        ConfigDef.Type.LONG,
        60_000,
        between(1, 3_600_000),
        "How long after issuedAt a command's expiresAt may be.");
    group.option(
        TOLERANCE,
        ConfigDef.Type.LONG,
        5_000,
        between(0, 600_000),
        "How far in the future issuedAt may be, for clocks that differ. Nothing is added to"
            + " expiresAt.");
    group.option(
        WINDOW,
        ConfigDef.Type.LONG,
        2_000,
        between(100, 30_000),
        "How long after its intent was written a command may still leave. A worker that stood still"
            + " for longer sends nothing, since its partition may have moved; it must be well"
            + " below the session timeout of the sink's consumer.");
    group.option(
        CONFIRM,
        ConfigDef.Type.LONG,
        1_000,
        between(0, 30_000),
        "How long the effect of an accepted command is looked for, where the vendor can show it; 0"
            + " for not at all. The device's next command waits meanwhile.");
    group.option(
        PENDING,
        ConfigDef.Type.INT,
        10_000,
        between(1, 1_000_000),
        "Commands of a task that may wait before no more are read.");
    group.option(
        MEMORY,
        ConfigDef.Type.LONG,
        86_400_000,
        between(3_600_000, 31_536_000_000L),
        "How long the id of a command is known, in memory, and how far back the ledger is read when a"
            + " partition is taken over.");
    RelayDevices.define(def);
    return def;
  }

  /** Checks what one option alone cannot show. */
  static void check(Map<String, String> props, AbstractConfig config, Problems problems) {
    List<String> allow = config.getList(ALLOW);
    problems.require(
        ALLOW,
        String.join(",", allow),
        "missing; list what may be commanded, *:*:* for everything");
    if (!problems.has(ALLOW)) {
      try {
        new AllowList(allow);
      } catch (IllegalArgumentException e) {
        problems.add(ALLOW, e.getMessage());
      }
    }
    problems.require(
        LedgerClients.BOOTSTRAP_SERVERS,
        props.get(LedgerClients.BOOTSTRAP_SERVERS),
        "missing; set it to the address of Kafka, as the worker's bootstrap.servers");
    checkConverter(props, problems);
    checkTopics(props, problems);
    checkDeadLetters(props, problems);
    String session = props.get(SESSION);
    if (session != null
        && session.matches("\\d{1,9}")
        && Long.parseLong(session) < 2 * config.getLong(WINDOW)) {
      problems.add(
          WINDOW,
          config.getLong(WINDOW)
              + " is more than half of "
              + SESSION
              + "="
              + session
              + "; lower it");
    }
  }

  private static void checkConverter(Map<String, String> props, Problems problems) {
    String option = OutcomeCodec.CONVERTER;
    problems.require(
        option,
        props.get(option),
        "missing; set it here, not only at the worker: outcomes are written with it");
    if (problems.has(option)) {
      return;
    }
    try {
      new OutcomeCodec(props).close();
    } catch (IllegalStateException e) {
      problems.add(option, "'" + props.get(option) + "' is no class that is there");
    } catch (KafkaException e) {
      problems.add(option, "cannot be used: " + e.getMessage());
    }
  }

  private static void checkTopics(Map<String, String> props, Problems problems) {
    if (props.containsKey(TOPICS_REGEX)) {
      problems.add(
          TOPICS_REGEX, "may match the topics of outcomes too; name the command topics in topics");
      return;
    }
    List<String> topics = List.of(props.getOrDefault(TOPICS, "").split(",", -1));
    topics.stream()
        .map(String::strip)
        .filter(topic -> topic.endsWith(Ledger.SUFFIX))
        .forEach(
            topic ->
                problems.add(
                    TOPICS, "'" + topic + "' is named as outcomes are, which are no commands"));
  }

  /** Without it a record that cannot be read would end the task, and all doors with it. */
  private static void checkDeadLetters(Map<String, String> props, Problems problems) {
    if (!"all".equalsIgnoreCase(props.get(TOLERATED))) {
      problems.add(
          TOLERATED,
          "must be all: one record that cannot be read would stop every door's commands");
    }
    if (props.getOrDefault(RETRIED, "0").strip().equals("0")) {
      problems.add(
          RETRIED,
          "must be set, best to -1: while the schema registry is away, commands would go to the dead"
              + " letters");
    }
    problems.require(
        DEAD_LETTERS,
        props.get(DEAD_LETTERS),
        "missing; name the topic that takes what cannot be read");
  }

  Rules rules(Set<String> devices) {
    return new Rules(
        devices, new AllowList(config.getList(ALLOW)), millis(LIFETIME), millis(TOLERANCE));
  }

  Duration window() {
    return millis(WINDOW);
  }

  Duration confirmTimeout() {
    return millis(CONFIRM);
  }

  Duration memory() {
    return millis(MEMORY);
  }

  int mostPending() {
    return config.getInt(PENDING);
  }

  private Duration millis(String option) {
    return Duration.ofMillis(config.getLong(option));
  }
}
