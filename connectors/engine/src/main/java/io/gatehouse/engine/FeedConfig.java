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

  private FeedConfig() {}

  static ConfigDef definition(Vendor vendor) {
    ConfigDef def = new ConfigDef();
    DeviceList.define(def, vendor);
    AccessOptions.define(def, !vendor.throughCloud());
    TopicOptions.define(def);
    PrivacyOptions.define(def);
    vendor.define(def);
    HttpOptions.define(def, vendor.longestReply());
    PollOptions.define(def);
    return def;
  }

  static AbstractConfig of(Vendor vendor, Map<String, String> props) {
    return new AbstractConfig(definition(vendor), props, false);
  }

  /** All devices that can be read as they are configured; for the others a problem is added. */
  static List<DeviceSpec> devices(Vendor vendor, Map<String, String> props, Problems problems) {
    List<DeviceSpec> devices = DeviceList.read(props, DeviceRules.of(vendor), problems);
    AccessOptions access = new AccessOptions(props);
    devices.stream()
        .filter(device -> device.url() != null)
        .forEach(device -> access.check(device, problems));
    return devices;
  }

  /** The source partition of a feed. */
  static Map<String, String> partition(Vendor vendor, String feedId) {
    return Map.of(vendor.partitionKey(), feedId);
  }

  /**
   * The id of a source partition's feed.
   *
   * @throws IllegalArgumentException if it is no partition of ours
   */
  static String feedOf(Vendor vendor, Map<String, ?> partition) {
    String key = vendor.partitionKey();
    if (partition.size() == 1 && partition.get(key) instanceof String id) {
      return id;
    }
    throw new IllegalArgumentException(
        "source partition " + partition + " is not {\"" + key + "\": \"<" + key + " id>\"}");
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
