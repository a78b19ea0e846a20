package io.gatehouse.engine;

import io.vertx.core.Future;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What the engine asks of a vendor: how to read one of its devices. It has no state. */
public interface Vendor {

  /** The value of {@code vendor} in every event, and the tag of every meter. */
  String name();

  /** Adds the options that only this vendor has. */
  void define(ConfigDef def);

  /** Checks what one option alone cannot show; each problem goes to the option it belongs to. */
  void check(AbstractConfig config, Problems problems);

  /** What of this vendor's payloads is secret. */
  RedactionRules redactionRules();

  /**
   * Opens a feed; nothing is sent before it is read.
   *
   * @param offset where it stood, as {@link Position#toOffset()} wrote it, or null for a device
   *     that was never read
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
