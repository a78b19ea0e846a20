package io.gatehouse.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The devices of a connector: those written into its configuration, and those of a file that is
 * looked at again and again.
 */
final class DeviceList {

  private static final String GROUP = "Devices";
  static final String DEVICES = "devices";
  static final String FILE = "devices.file";
  static final String CHECK_INTERVAL = "devices.file.check.interval.ms";
  static final String CHECK_DEVICES = "validate.devices";

  /** How the connector hands a task its share of the feeds. */
  static final String TASK_FEEDS = "task.feeds";

  /** How the connector hands every task the devices that a cloud tells of. */
  static final String TASK_DEVICES = "task.devices";

  private static final String DOOR = "door.";
  private static final Set<String> RESERVED = Set.of(FILE, CHECK_INTERVAL);
  private static final String KNOWN =
      "url, serial, name, site, zone, door.<access point>, credentials, authentication, tls,"
          + " tls.fingerprint, time.zone, vendor";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private DeviceList() {}

  static void define(ConfigDef def, Vendor vendor) {
    boolean throughCloud = vendor.throughCloud();
    define(
        def,
        throughCloud
            ? "devices.<id>.serial and, where wanted, .name, .site, .zone and .door.<access"
                + " point>. A device that nobody described is read all the same, and called"
                + " what the cloud calls it."
            : "devices.<id>.url and, where wanted, .name, .site, .zone, .door.<access point>,"
                + " .credentials, .authentication, .tls and .tls.fingerprint"
                + (vendor.tellsLocalTime() ? ", and .time.zone." : "."),
        (throughCloud
                ? "serial and, where wanted, name, site, zone and doors."
                : "url and, where wanted, name, site, zone, doors, credentials, authentication, tls"
                    + " and fingerprint"
                    + (vendor.tellsLocalTime() ? ", and timeZone." : "."))
            + " Those whose vendor is another than '"
            + vendor.deviceVendor()
            + "' are left to other connectors.",
        "other devices keep their positions");
  }

  /**
   * Adds these options.
   *
   * @param inline how devices are described by options
   * @param file what an entry of the file has
   * @param reconfigured what a changed file does not disturb
   */
  static void define(ConfigDef def, String inline, String file, String reconfigured) {
    int order = 0;
    def.define(
        DEVICES,
        ConfigDef.Type.LIST,
        List.of(),
        ConfigDef.ValidList.anyNonDuplicateValues(true, false),
        Importance.HIGH,
        "Ids of devices that are described in this configuration by " + inline,
        GROUP,
        ++order,
        Width.LONG,
        "Device ids");
    def.define(
        FILE,
        ConfigDef.Type.STRING,
        null,
        Importance.HIGH,
        "YAML or JSON file with a list 'devices' of more devices, each with id, "
            + file
            + " A change of the file reconfigures the tasks; "
            + reconfigured
            + ".",
        GROUP,
        ++order,
        Width.LONG,
        "Device file");
    def.define(
        CHECK_INTERVAL,
        ConfigDef.Type.LONG,
        5_000,
        Range.between(100, 3_600_000),
        Importance.LOW,
        "How often the device file is looked at, in milliseconds.",
        GROUP,
        ++order,
        Width.SHORT,
        "Device file check interval");
    def.define(
        CHECK_DEVICES,
        ConfigDef.Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether validating this configuration contacts every device, or the cloud that tells of"
            + " them. Troubles are errors of the option with the address; what was found out is"
            + " listed as this option's recommended values.",
        GROUP,
        ++order,
        Width.SHORT,
        "Contact devices when validating");
  }

  /** All devices, without those that have a problem. */
  static List<DeviceSpec> read(Map<String, String> props, DeviceRules rules, Problems problems) {
    List<DeviceSpec> devices = new ArrayList<>(inline(props, rules, problems));
    String file = props.get(FILE);
    if (file != null && !file.isBlank()) {
      file(Path.of(file), problems).stream()
          .filter(device -> rules.takes(device.vendor()))
          .forEach(devices::add);
    }
    refuseTwins(devices, problems);
    refuseStrangers(devices, rules, problems);
    refuseUnreachable(devices, rules, problems);
    refuseTimeZones(devices, rules, problems);
    if (devices.isEmpty() && !rules.needsNone() && problems.isEmpty()) {
      problems.add(DEVICES, "no device: list ids here, or name a file in " + FILE);
    }
    return devices;
  }

  static String toTask(List<DeviceSpec> devices) {
    try {
      return JSON.writeValueAsString(devices);
    } catch (JacksonException e) {
      throw new IllegalStateException("devices cannot be written as JSON", e);
    }
  }

  static List<DeviceSpec> ofTask(String json) {
    try {
      return List.of(JSON.readValue(json, DeviceSpec[].class));
    } catch (JacksonException e) {
      throw new IllegalStateException("a task's share is not what the connector wrote", e);
    }
  }

  private static List<DeviceSpec> inline(
      Map<String, String> props, DeviceRules rules, Problems problems) {
    List<DeviceSpec> devices = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (String id : ids(props)) {
      Map<String, String> facts = factsOf(id, props, known, problems);
      boolean throughCloud = rules.throughCloud(facts.get("vendor"));
      String address = throughCloud ? "serial" : "url";
      String option = DEVICES + "." + id + "." + address;
      if (facts.get(address) == null) {
        problems.add(
            option,
            throughCloud
                ? "missing; set it to the serial number that the cloud tells for the device"
                : "missing; set it to the device's address, such as https://10.0.0.5");
        continue;
      }
      try {
        devices.add(device(id, facts));
      } catch (IllegalArgumentException e) {
        problems.add(option, e.getMessage());
      }
    }
    for (String option : props.keySet()) {
      if (option.startsWith(DEVICES + ".")
          && !known.contains(option)
          && !RESERVED.contains(option)) {
        problems.add(
            option,
            "belongs to no device of '" + DEVICES + "', or is none of its options: " + KNOWN);
      }
    }
    return devices;
  }

  private static List<String> ids(Map<String, String> props) {
    List<String> ids = new ArrayList<>();
    for (String id : props.getOrDefault(DEVICES, "").split(",", -1)) {
      if (!id.isBlank()) {
        ids.add(id.strip());
      }
    }
    return ids;
  }

  private static Map<String, String> factsOf(
      String id, Map<String, String> props, Set<String> known, Problems problems) {
    Map<String, String> facts = new LinkedHashMap<>();
    String prefix = DEVICES + "." + id + ".";
    props.forEach(
        (option, value) -> {
          if (!option.startsWith(prefix)) {
            return;
          }
          String fact = option.substring(prefix.length());
          if (!fact.startsWith(DOOR) && !FACTS.contains(fact)) {
            return;
          }
          known.add(option);
          if (Problems.isPlaceholder(value)) {
            problems.add(option, Problems.UNRESOLVED);
          } else {
            facts.put(fact, value);
          }
        });
    return facts;
  }

  private static final Set<String> FACTS =
      Set.of(
          "url",
          "serial",
          "name",
          "site",
          "zone",
          "credentials",
          "authentication",
          "tls",
          "tls.fingerprint",
          "time.zone",
          "vendor");

  private static DeviceSpec device(String id, Map<String, String> facts) {
    Map<String, String> doors = new LinkedHashMap<>();
    facts.forEach(
        (fact, value) -> {
          if (fact.startsWith(DOOR)) {
            doors.put(fact.substring(DOOR.length()), value);
          }
        });
    return new DeviceSpec(
        id,
        facts.get("url") == null ? null : URI.create(facts.get("url").strip()),
        facts.get("serial"),
        facts.get("name"),
        facts.get("site"),
        facts.get("zone"),
        doors,
        facts.get("credentials"),
        facts.get("authentication"),
        facts.get("tls"),
        facts.get("tls.fingerprint"),
        facts.get("time.zone"),
        facts.get("vendor"));
  }

  private static List<DeviceSpec> file(Path file, Problems problems) {
    List<DeviceSpec> devices = new ArrayList<>();
    try {
      JsonNode top = YAML.readTree(Files.readString(file));
      JsonNode list = top.isArray() ? top : top.path("devices");
      if (!list.isArray()) {
        problems.add(FILE, file + " has no list 'devices'");
        return devices;
      }
      for (int i = 0; i < list.size(); i++) {
        entry(file, i, list.get(i), devices, problems);
      }
    } catch (JacksonException e) {
      problems.add(
          FILE,
          file + " is neither YAML nor JSON: " + e.getOriginalMessage().replaceAll("\\s+", " "));
    } catch (IOException e) {
      problems.add(FILE, file + " cannot be read: " + e + "; check the path on every worker");
    }
    return devices;
  }

  private static void entry(
      Path file, int index, JsonNode entry, List<DeviceSpec> devices, Problems problems) {
    String where = file + ", device " + (index + 1) + ": ";
    try {
      devices.add(YAML.treeToValue(entry, DeviceSpec.class));
    } catch (UnrecognizedPropertyException e) {
      problems.add(
          FILE, where + "'" + e.getPropertyName() + "' is none of " + e.getKnownPropertyIds());
    } catch (JacksonException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
      problems.add(
          FILE,
          where
              + (cause instanceof JacksonException j
                  ? j.getOriginalMessage()
                  : cause.getMessage()));
    }
  }

  private static void refuseStrangers(
      List<DeviceSpec> devices, DeviceRules rules, Problems problems) {
    devices.removeIf(
        device -> {
          String complaint = rules.complaint(device.vendor());
          if (complaint != null) {
            problems.add(DEVICES, "vendor of device " + device.id() + ": " + complaint);
          }
          return complaint != null;
        });
  }

  /** A url for a cloud's device, or a serial for one of our own, would be silently ignored. */
  private static void refuseUnreachable(
      List<DeviceSpec> devices, DeviceRules rules, Problems problems) {
    devices.removeIf(
        device -> {
          boolean throughCloud = rules.throughCloud(device.vendor());
          boolean wrong = (device.url() == null) != throughCloud;
          if (wrong) {
            problems.add(
                DEVICES,
                throughCloud
                    ? "device "
                        + device.id()
                        + " has a url, but a cloud tells of it: describe it by its serial"
                    : "device "
                        + device.id()
                        + " has a serial, but is reached by itself: give its url");
          }
          return wrong;
        });
  }

  /** Devices that tell UTC need none. */
  private static void refuseTimeZones(
      List<DeviceSpec> devices, DeviceRules rules, Problems problems) {
    devices.removeIf(
        device -> {
          boolean wrong = device.timeZone() != null && !rules.tellsLocalTime(device.vendor());
          if (wrong) {
            problems.add(
                DEVICES,
                "device " + device.id() + " has a time zone, but its times are UTC: leave it out");
          }
          return wrong;
        });
  }

  private static void refuseTwins(List<DeviceSpec> devices, Problems problems) {
    Set<String> ids = new HashSet<>();
    devices.removeIf(
        device -> {
          boolean twin = !ids.add(device.id());
          if (twin) {
            problems.add(DEVICES, "device id '" + device.id() + "' is given twice; rename one");
          }
          return twin;
        });
  }
}
