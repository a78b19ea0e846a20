package io.gatehouse.engine;

import io.gatehouse.http.Endpoint;
import io.gatehouse.http.HttpGateway;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices that a sink commands: their options, and a driver for each, opened when it is first
 * wanted. Safe for use by several threads.
 */
public final class RelayDevices implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RelayDevices.class);

  /** Longer than any list of doors, outputs or relays. */
  private static final int LONGEST_REPLY = 4 * 1024 * 1024;

  private static final long FAREWELL_MS = 3_000;

  /** A worker answers REST requests within 90 s; contacting devices must not take longer. */
  private static final long PROBE_MS = 60_000;

  private final RelayVendors vendors = new RelayVendors();
  private final Map<String, DeviceSpec> specs = new LinkedHashMap<>();
  private final Map<String, RelayDevice> opened = new ConcurrentHashMap<>();
  private final Map<String, String> props;
  private final AccessOptions access;
  private final Clock clock;
  private final Vertx vertx;
  private final HttpGateway gateway;

  private RelayDevices(
      List<DeviceSpec> devices, Map<String, String> props, Tags tags, Clock clock) {
    this.props = Map.copyOf(props);
    this.access = new AccessOptions(props);
    this.clock = clock;
    devices.forEach(device -> specs.put(device.id(), device));
    AbstractConfig config = new AbstractConfig(definition(), props, false);
    this.vertx = FeedConfig.vertx(config);
    this.gateway = HttpOptions.patientGateway(config, vertx, tags, clock);
  }

  private static ConfigDef definition() {
    ConfigDef def = new ConfigDef();
    define(def);
    return def;
  }

  /** Adds the options of devices, accounts and HTTP, and those of every vendor. */
  public static void define(ConfigDef def) {
    RelayVendors vendors = new RelayVendors();
    String names = String.join(", ", vendors.names());
    DeviceList.define(
        def,
        "devices.<id>.vendor, which is one of "
            + names
            + ", and by devices.<id>.url, or .serial where a cloud commands them. Where wanted,"
            + " .credentials, .authentication, .tls and .tls.fingerprint.",
        "vendor (one of "
            + names
            + "), and url or serial. Where wanted, credentials, authentication, tls and"
            + " fingerprint; what only sources need may stand there too.",
        "commands under way are finished first");
    AccessOptions.define(def, true);
    vendors.define(def);
    HttpOptions.define(def, LONGEST_REPLY);
    PollOptions.defineEventLoops(new OptionGroup(def, "Threads"));
  }

  /** All devices that can be commanded as they are configured; for others a problem is added. */
  public static List<DeviceSpec> read(Map<String, String> props, Problems problems) {
    RelayVendors vendors = new RelayVendors();
    List<DeviceSpec> devices = DeviceList.read(props, vendors, problems);
    AccessOptions access = new AccessOptions(props);
    devices.stream()
        .filter(device -> device.url() != null)
        .forEach(device -> access.check(device, problems));
    Set<String> used = new LinkedHashSet<>();
    devices.forEach(device -> used.add(device.vendor()));
    used.forEach(name -> check(vendors, vendors.get(name), props, access, problems));
    return devices;
  }

  private static void check(
      RelayVendors vendors,
      RelayVendor vendor,
      Map<String, String> props,
      AccessOptions access,
      Problems problems) {
    AbstractConfig config = vendors.config(vendor, props);
    Problems own = new Problems();
    vendor.check(config, own);
    if (vendor.throughCloud() && own.isEmpty()) {
      DeviceSpec cloud = DeviceSpec.of(vendor.name(), vendor.cloud(config));
      access.checkTls(cloud, problems);
      access.refuseClearText(List.of(cloud), vendor.cloudOption(), own);
    }
    problems.addAll(vendor.name() + ".", own);
  }

  /** Looks at the device file again and again, and tells when the devices are others. */
  public static DeviceFileWatch watch(Map<String, String> props, Runnable changed) {
    DeviceFileWatch watch = new DeviceFileWatch(problems -> read(props, problems), props, changed);
    watch.start();
    return watch;
  }

  /** Hands a task the devices, in its configuration. */
  public static void toTask(List<DeviceSpec> devices, Map<String, String> task) {
    task.put(DeviceList.TASK_DEVICES, DeviceList.toTask(devices));
  }

  /** Opens the devices that {@link #toTask} wrote. */
  public static RelayDevices ofTask(Map<String, String> task, Tags tags, Clock clock) {
    return of(DeviceList.ofTask(task.get(DeviceList.TASK_DEVICES)), task, tags, clock);
  }

  /**
   * Opens devices; precondition: {@link #read} found no problem.
   *
   * @param tags of the meters
   */
  public static RelayDevices of(
      List<DeviceSpec> devices, Map<String, String> props, Tags tags, Clock clock) {
    return new RelayDevices(devices, props, tags, clock);
  }

  /**
   * Asks every device what can be commanded there, if {@code validate.devices} says so. What it
   * finds are that option's recommended values; troubles are problems.
   */
  public static void contactIfWanted(
      List<DeviceSpec> devices, Map<String, String> props, Config answer, Problems problems) {
    if (!new AbstractConfig(definition(), props, false).getBoolean(DeviceList.CHECK_DEVICES)) {
      return;
    }
    List<Object> findings = new ArrayList<>();
    try (RelayDevices opened = of(devices, props, Tags.of("task", "validate"), Clock.systemUTC())) {
      Map<String, Future<List<String>>> asked = new LinkedHashMap<>();
      opened.ids().forEach(id -> asked.put(id, opened.device(id).targets()));
      awaitQuietly(Future.join(List.copyOf(asked.values())), PROBE_MS);
      asked.forEach(
          (id, targets) -> {
            if (targets.succeeded()) {
              findings.add(id + ": can be commanded: " + String.join(", ", targets.result()));
            } else {
              problems.add(
                  DeviceList.DEVICES,
                  id
                      + ": "
                      + (targets.failed()
                          ? targets.cause().getMessage()
                          : "no answer within " + PROBE_MS + " ms; check its address"));
            }
          });
    }
    answer.configValues().stream()
        .filter(value -> value.name().equals(DeviceList.CHECK_DEVICES))
        .forEach((ConfigValue value) -> value.recommendedValues(findings));
  }

  /** Ids of all devices. */
  public Set<String> ids() {
    return Set.copyOf(specs.keySet());
  }

  /** A device to command, or null if it is none of ours. */
  public RelayDevice device(String id) {
    DeviceSpec spec = specs.get(id);
    return spec == null ? null : opened.computeIfAbsent(id, missing -> open(spec));
  }

  private RelayDevice open(DeviceSpec device) {
    RelayVendor vendor = vendors.get(device.vendor());
    AbstractConfig config = vendors.config(vendor, props);
    DeviceSpec reached =
        vendor.throughCloud() ? DeviceSpec.of(device.id(), vendor.cloud(config)) : device;
    Endpoint endpoint =
        gateway.endpoint(
            vendor.throughCloud() ? access.withoutAccount(reached) : access.endpoint(reached));
    RelayDriver driver =
        vendor.open(
            device,
            config,
            new RelayContext(endpoint, url -> gateway.endpointBeside(endpoint, url), clock));
    return new RelayDevice(device.id(), endpoint.context(), driver);
  }

  @Override
  public void close() {
    awaitQuietly(
        Future.join(opened.values().stream().map(RelayDevice::close).toList())
            .transform(said -> gateway.shutdown())
            .transform(closed -> vertx.close()),
        FAREWELL_MS);
  }

  /** What fails is told elsewhere, or to nobody. */
  private static void awaitQuietly(Future<?> future, long millis) {
    try {
      future.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("not all devices answered, or event loops did not end in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
