package io.gatehouse.streams.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * What is commanded when a rule has found an incident. Off unless an action is configured.
 *
 * @param action one of RelayCommand's
 * @param target as kind/name
 * @param devices that may be commanded; none named: see {@link #device}
 * @param expires how long after the last event was received the command may be carried out
 * @param hourlyMax how many commands the rule may issue in any hour, over all incidents
 */
public record AutomaticCommand(
    String action, String target, List<String> devices, Duration expires, int hourlyMax) {

  static final String ACTION = "command.action";
  static final String TARGET = "command.target";
  static final String DEVICES = "command.devices";
  static final String EXPIRES = "command.expires.ms";
  static final String HOURLY_MAX = "command.hourly.max";

  static void options(ConfigDef def) {
    def.define(
        ACTION,
        ConfigDef.Type.STRING,
        "",
        ValidString.in(
            "",
            "ON",
            "OFF",
            "TRIGGER",
            "HOLD",
            "RELEASE",
            "LOCK",
            "UNLOCK",
            "REMAIN_LOCKED",
            "REMAIN_UNLOCKED",
            "GRANT_ACCESS",
            "BLOCK_ACCESS",
            "UNBLOCK_ACCESS"),
        Importance.MEDIUM,
        "What is commanded when an incident is found; nothing if empty. Once for an incident, and"
            + " never if it is closed already or rests on recovered events or on an automatic"
            + " command. The sink's own list of what it allows must allow it too.");
    def.define(
        TARGET,
        ConfigDef.Type.STRING,
        "",
        LambdaValidator.with(
            AutomaticCommand::checkTarget, () -> "kind/name, such as switch/1 or door/<id>"),
        Importance.MEDIUM,
        "What is to act, of the device that is commanded.");
    def.define(
        DEVICES,
        ConfigDef.Type.LIST,
        List.of(),
        Importance.MEDIUM,
        "Ids of the devices that may be commanded. Of the devices of an incident, the first that is"
            + " named here is commanded, and none if none is. If empty, the incident's device is"
            + " commanded if it has only one: the target may be something else at another device.");
    def.define(
        EXPIRES,
        ConfigDef.Type.LONG,
        Duration.ofSeconds(10).toMillis(),
        Range.between(1000, Duration.ofSeconds(60).toMillis()),
        Importance.LOW,
        "How long after the incident's last event was received the command may still be carried"
            + " out, in milliseconds.");
    def.define(
        HOURLY_MAX,
        ConfigDef.Type.INT,
        10,
        Range.between(1, 1000),
        Importance.LOW,
        "How many commands the rule may issue in any hour. What exceeds it is logged and never"
            + " issued.");
  }

  /** What the options say of each other that cannot be, each fault with the option's name first. */
  public static List<String> faults(Map<String, ?> options) {
    List<String> faults = new ArrayList<>();
    if (isSet(options.get(ACTION)) && !isSet(options.get(TARGET))) {
      faults.add(
          TARGET
              + ": must say what is to act, such as switch/1, because "
              + ACTION
              + " is "
              + options.get(ACTION));
    }
    return faults;
  }

  /** The command that a rule's options ask for. */
  public static Optional<AutomaticCommand> of(AbstractConfig rule) {
    return !rule.values().containsKey(ACTION) || rule.getString(ACTION).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AutomaticCommand(
                rule.getString(ACTION),
                rule.getString(TARGET),
                rule.getList(DEVICES),
                Duration.ofMillis(rule.getLong(EXPIRES)),
                rule.getInt(HOURLY_MAX)));
  }

  /**
   * Which device is commanded for an incident.
   *
   * @param concerned the devices of the incident, the one that it is about first
   * @return empty if none of them may be, or if it is not plain which
   */
  public Optional<String> device(List<String> concerned) {
    return devices.isEmpty()
        ? concerned.stream().findFirst().filter(only -> concerned.size() == 1)
        : concerned.stream().filter(devices::contains).findFirst();
  }

  private static boolean isSet(Object value) {
    return value != null && !value.toString().isBlank();
  }

  private static void checkTarget(String name, Object value) {
    if (isSet(value) && !value.toString().matches("[^/\\s]+/\\S.*")) {
      throw new ConfigException(name, value, "must be kind/name, such as switch/1 or door/<id>");
    }
  }
}
