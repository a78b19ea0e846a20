package io.gatehouse.engine;

import java.net.URI;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What the sink asks of a vendor: how to command one of its devices. Found by {@link
 * java.util.ServiceLoader}; it has no state.
 */
public interface RelayVendor {

  /** What {@code devices.<id>.vendor} says, and what the names of its options begin with. */
  String name();

  /**
   * Whether devices are commanded through the vendor's cloud. Such devices are described by their
   * serial numbers, and have neither address nor account of their own.
   */
  default boolean throughCloud() {
    return false;
  }

  /**
   * Adds the options that only this vendor has. The operator writes the vendor's name and a dot
   * before each.
   */
  default void define(ConfigDef def) {}

  /**
   * Checks what one option alone cannot show; called where a device of this vendor is described.
   *
   * @param config this vendor's options, under the names that {@link #define} gave them
   * @param problems takes those names
   */
  default void check(AbstractConfig config, Problems problems) {}

  /** Where the cloud is. Asked only where {@link #throughCloud}. */
  default URI cloud(AbstractConfig config) {
    throw new UnsupportedOperationException(name() + " has no cloud");
  }

  /** The option of {@link #define} that holds the address of the cloud. */
  default String cloudOption() {
    throw new UnsupportedOperationException(name() + " has no cloud");
  }

  /**
   * Opens a driver; nothing is sent before something is asked of it.
   *
   * @param config this vendor's options, under the names that {@link #define} gave them
   */
  RelayDriver open(DeviceSpec device, AbstractConfig config, RelayContext context);
}
