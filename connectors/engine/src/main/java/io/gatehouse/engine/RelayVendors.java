package io.gatehouse.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** All vendors whose devices can be commanded, with the options that each adds. */
final class RelayVendors implements DeviceRules {

  private final Map<String, RelayVendor> byName = new TreeMap<>();

  /** Those that the plugin, or the class path, holds. */
  RelayVendors() {
    ServiceLoader.load(RelayVendor.class, RelayVendors.class.getClassLoader())
        .forEach(vendor -> byName.put(vendor.name(), vendor));
  }

  RelayVendor get(String name) {
    return byName.get(name);
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  void define(ConfigDef def) {
    for (RelayVendor vendor : byName.values()) {
      def.embed(vendor.name() + ".", vendor.name(), 0, definition(vendor));
    }
  }

  /** A vendor's options, under the names that it gave them. */
  AbstractConfig config(RelayVendor vendor, Map<String, String> props) {
    String prefix = vendor.name() + ".";
    Map<String, String> own = new HashMap<>();
    props.forEach(
        (option, value) -> {
          if (option.startsWith(prefix)) {
            own.put(option.substring(prefix.length()), value);
          }
        });
    return new AbstractConfig(definition(vendor), own, false);
  }

  private static ConfigDef definition(RelayVendor vendor) {
    ConfigDef def = new ConfigDef();
    vendor.define(def);
    return def;
  }

  @Override
  public boolean throughCloud(String vendor) {
    return vendor != null && byName.containsKey(vendor) && byName.get(vendor).throughCloud();
  }

  /** It matters to a source only, which may share the file. */
  @Override
  public boolean tellsLocalTime(String vendor) {
    return true;
  }

  /** One that names no vendor, or a misspelt one, is complained about. */
  @Override
  public boolean takes(String vendor) {
    return true;
  }

  @Override
  public String complaint(String vendor) {
    if (vendor != null && byName.containsKey(vendor)) {
      return null;
    }
    return (vendor == null ? "missing" : "'" + vendor + "' is unknown")
        + "; set it to one of "
        + String.join(", ", names());
  }

  @Override
  public boolean needsNone() {
    return false;
  }
}
