package io.gatehouse.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sink, as one site more: it commands what the others read. */
final class Relay {

  private static final String CA_FILE = "tls.ca.file";

  private Relay() {}

  /**
   * The sink of all sites.
   *
   * @throws IllegalArgumentException if there is no device, or the sites' certificates cannot be
   *     told to one connector
   */
  static Site site(List<Site> sites, List<AllowRule> allow, String bootstrapServers) {
    List<Map<String, Object>> devices = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    for (Site site : sites) {
      site.devices().forEach(device -> devices.add(commanded(device, site)));
      options.putAll(ofCloud(site));
      String authorities = site.options().get(CA_FILE);
      String others = authorities == null ? null : options.put(CA_FILE, authorities);
      if (others != null && !others.equals(authorities)) {
        throw new IllegalArgumentException(
            "with --allow, one --ca file must hold the certificates for all addresses, not "
                + others
                + " and "
                + authorities);
      }
    }
    if (devices.isEmpty()) {
      throw new IllegalArgumentException(
          "--allow must name devices of a Hik-Connect account by their serial numbers");
    }
    Map<String, String> rules = new LinkedHashMap<>();
    allow.forEach(rule -> rules.put(rule.text(), "may be commanded"));
    return new Site(
        "relay",
        rules,
        devices,
        "GATEHOUSE_RELAY_DEVICES",
        Map.of(
            "GATEHOUSE_RELAY_ALLOW",
            String.join(",", rules.keySet()),
            "GATEHOUSE_BOOTSTRAP_SERVERS",
            bootstrapServers),
        options);
  }

  /** A vendor is called as its connector, and so is the account at its devices. */
  private static Map<String, Object> commanded(Map<String, Object> device, Site site) {
    Map<String, Object> commanded = new LinkedHashMap<>(device);
    commanded.put("vendor", site.connector());
    if (device.containsKey("url")) {
      commanded.put("credentials", site.connector());
      commanded.put("tls", site.options().getOrDefault("tls", "system"));
      if (site.options().containsKey("tls.fingerprint")) {
        commanded.put("fingerprint", site.options().get("tls.fingerprint"));
      }
    }
    return commanded;
  }

  /** Devices have certificates of their own; a cloud has the connector's. */
  private static Map<String, String> ofCloud(Site site) {
    boolean isCloud = site.devices().stream().anyMatch(device -> device.containsKey("serial"));
    Map<String, String> options = new HashMap<>(isCloud ? site.options() : Map.of());
    options.keySet().retainAll(List.of("tls", "tls.fingerprint"));
    return options;
  }
}
