package io.gatehouse.akuvox;

import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.gatehouse.engine.DeviceSpec;
import io.gatehouse.engine.OptionGroup;
import io.gatehouse.engine.Problems;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options that only Akuvox devices have.
 *
 * @param pollInterval how often each log is asked
 * @param pause rest of a device between two requests
 * @param byPost whether requests are POST
 * @param zone of devices that have none of their own, or null: it is measured
 * @param inputs whether inputs are asked too
 * @param relays whether relays are asked too
 * @param tamperInputs whose changes are alarms: A, B, C
 * @param idleLevel level of an input at rest, 0 or 1
 */
record AkuvoxConfig(
    Duration pollInterval,
    Duration pause,
    boolean byPost,
    ZoneId zone,
    boolean inputs,
    boolean relays,
    List<String> tamperInputs,
    int idleLevel) {

  static final String POLL_INTERVAL = "log.poll.interval.ms";
  static final String PAUSE = "log.request.pause.ms";
  static final String METHOD = "log.method";
  static final String ZONE = "log.time.zone";
  static final String INPUTS = "inputs.poll";
  static final String RELAYS = "relays.poll";
  static final String TAMPER = "inputs.tamper";
  static final String IDLE_LEVEL = "inputs.idle.level";

  static void define(ConfigDef def) {
    OptionGroup logs = new OptionGroup(def, "Logs");
    logs.option(
        POLL_INTERVAL,
        ConfigDef.Type.LONG,
        2_000,
        between(100, 3_600_000),
        "How often the logs of a device are asked for new records. Each device's own beat is up to a"
            + " tenth shorter or longer, so that thousands do not ask in step.");
    logs.option(
        PAUSE,
        ConfigDef.Type.LONG,
        250,
        between(0, 60_000),
        "Rest of a device between two requests. It is never asked twice at a time: these devices"
            + " lock up when they are.");
    logs.option(
        METHOD,
        ConfigDef.Type.STRING,
        "get",
        ValidString.in("get", "post"),
        "How devices are asked: 'get', or 'post' with a JSON body for firmware that takes nothing"
            + " else.");
    logs.option(
        ZONE,
        ConfigDef.Type.STRING,
        "",
        ConfigDef.LambdaValidator.with(
            (option, value) -> checkZone((String) value),
            () -> "empty, or a time zone such as Europe/Berlin or +01:00"),
        "Time zone that the devices' clocks are set to; a device may have its own. Empty: the offset"
            + " from UTC is measured whenever a record is read as it is written; until then UTC is"
            + " taken. Events say which it was.");
    OptionGroup ports = new OptionGroup(def, "Inputs and relays");
    ports.option(
        INPUTS,
        ConfigDef.Type.BOOLEAN,
        false,
        null,
        "Whether the levels of inputs are asked with the logs. Their changes are events; a pulse"
            + " shorter than the poll interval is not seen.");
    ports.option(
        RELAYS,
        ConfigDef.Type.BOOLEAN,
        false,
        null,
        "Whether the states of relays are asked with the logs, in the same way.");
    ports.option(
        TAMPER,
        ConfigDef.Type.LIST,
        List.of(),
        ValidList.in(true, "A", "B", "C"),
        "Inputs that tamper contacts are wired to: their changes are alarms. Needs inputs.poll.");
    ports.option(IDLE_LEVEL, ConfigDef.Type.INT, 1, between(0, 1), "Level of an input at rest.");
  }

  static void check(AbstractConfig config, Problems problems) {
    if (!config.getList(TAMPER).isEmpty() && !config.getBoolean(INPUTS)) {
      problems.add(
          TAMPER, config.getList(TAMPER) + " would not be seen; set " + INPUTS + "=true as well");
    }
  }

  static AkuvoxConfig of(AbstractConfig config) {
    String zone = config.getString(ZONE);
    return new AkuvoxConfig(
        Duration.ofMillis(config.getLong(POLL_INTERVAL)),
        Duration.ofMillis(config.getLong(PAUSE)),
        config.getString(METHOD).equals("post"),
        zone.isBlank() ? null : ZoneId.of(zone.strip()),
        config.getBoolean(INPUTS),
        config.getBoolean(RELAYS),
        config.getList(TAMPER),
        config.getInt(IDLE_LEVEL));
  }

  /** The zone of a device's clock, or null where it must be measured. */
  ZoneId zoneOf(DeviceSpec device) {
    return device.timeZone() == null ? zone : ZoneId.of(device.timeZone());
  }

  private static void checkZone(String zone) {
    try {
      if (zone != null && !zone.isBlank()) {
        ZoneId.of(zone.strip());
      }
    } catch (DateTimeException e) {
      throw new ConfigException(
          ZONE, zone, "is no time zone; give one such as Europe/Berlin or +01:00, or leave it out");
    }
  }
}
