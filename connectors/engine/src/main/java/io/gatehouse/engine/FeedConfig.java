package io.gatehouse.engine;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The options of a source connector: the engine's groups and the vendor's own. */
final class FeedConfig {

  /** Number of a task among its connector's. */
  static final String TASK = "task.number";

  private static final String DEVICE = "device";

  private FeedConfig() {}

  static ConfigDef definition(Vendor vendor) {
    ConfigDef def = new ConfigDef();
    DeviceList.define(def);
    AccessOptions.define(def);
    TopicOptions.define(def);
    PrivacyOptions.define(def);
    vendor.define(def);
    HttpOptions.define(def);
    PollOptions.define(def);
    return def;
  }

  static AbstractConfig of(Vendor vendor, Map<String, String> props) {
    return new AbstractConfig(definition(vendor), props, false);
  }

  /** All devices that can be read as they are configured; for the others a problem is added. */
  static List<DeviceSpec> devices(Map<String, String> props, Problems problems) {
    List<DeviceSpec> devices = DeviceList.read(props, problems);
    AccessOptions access = new AccessOptions(props);
    devices.forEach(device -> access.check(device, problems));
    return devices;
  }

  /** The source partition of a device. */
  static Map<String, String> partition(String deviceId) {
    return Map.of(DEVICE, deviceId);
  }

  /**
   * The device of a source partition.
   *
   * @throws IllegalArgumentException if it is no partition of ours
   */
  static String deviceOf(Map<String, ?> partition) {
    if (partition.size() == 1 && partition.get(DEVICE) instanceof String id) {
      return id;
    }
    throw new IllegalArgumentException(
        "source partition " + partition + " is not {\"" + DEVICE + "\": \"<device id>\"}");
  }

  static Vertx vertx(AbstractConfig config) {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(PollOptions.eventLoops(config))
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2));
  }

  static String version() {
    String version = FeedConfig.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
