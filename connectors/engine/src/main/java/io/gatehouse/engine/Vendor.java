package io.gatehouse.engine;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What the engine asks of a vendor: how to read one of its devices. It has no state. */
public interface Vendor {

  /** The value of {@code vendor} in every event, and the tag of every meter. */
  String name();

  /** What {@code vendor} of its devices says in a list that holds those of several vendors. */
  default String deviceVendor() {
    return name();
  }

  /**
   * Whether devices are read through the vendor's cloud, one feed telling of many. Such devices are
   * described by their serial numbers, have neither address nor account of their own, and need not
   * be described at all.
   */
  default boolean throughCloud() {
    return false;
  }

  /** Whether devices tell local time without its zone, so that each may be given a time zone. */
  default boolean tellsLocalTime() {
    return false;
  }

  /**
   * How often each feed is read where the vendor has no long poll; the first readings are spread
   * over it.
   */
  default Duration pollInterval(AbstractConfig config) {
    return Duration.ZERO;
  }

  /**
   * What there is to read, each with a feed and a source partition of its own.
   *
   * @param devices as the operator described them
   */
  default List<DeviceSpec> feeds(AbstractConfig config, List<DeviceSpec> devices) {
    return devices;
  }

  /** What a source partition calls a feed: {@code {"device": "lobby"}}. */
  default String partitionKey() {
    return "device";
  }

  /** The option that troubles of reaching a feed belong to. */
  default String addressOption() {
    return DeviceList.DEVICES;
  }

  /** The longest reply that is read unless the operator says otherwise, in bytes. */
  default int longestReply() {
    return 4 * 1024 * 1024;
  }

  /** Adds the options that only this vendor has. */
  void define(ConfigDef def);

  /** Checks what one option alone cannot show; each problem goes to the option it belongs to. */
  void check(AbstractConfig config, Problems problems);

  /** What of this vendor's payloads is secret. */
  RedactionRules redactionRules();

  /**
   * Opens a feed; nothing is sent before it is read.
   *
   * @param device one of {@link #feeds}
   * @param offset where it stood, as {@link Position#toOffset()} wrote it, or null for a feed that
   *     was never read
   */
  Feed open(DeviceSpec device, Map<String, ?> offset, AbstractConfig config, FeedContext context);

  /**
   * Refuses an offset that an operator wants to set.
   *
   * @throws IllegalArgumentException with the value and the remedy
   */
  void checkOffset(Map<String, ?> offset);

  /** Contacts a device for {@code validate}, leaving no trace there. Never fails. */
  Future<DeviceReport> probe(DeviceSpec device, AbstractConfig config, FeedContext context);
}
