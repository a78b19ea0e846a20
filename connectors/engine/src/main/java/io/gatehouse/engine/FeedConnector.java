package io.gatehouse.engine;

import io.gatehouse.http.Endpoint;
import io.gatehouse.http.HttpGateway;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Spreads a vendor's devices over tasks. A vendor's connector only names the vendor and its task.
 */
public abstract class FeedConnector extends SourceConnector {

  /** A worker answers REST requests within 90 s; contacting devices must not take longer. */
  private static final long PROBE_SECONDS = 60;

  private static final Tags PROBE_TAGS = Tags.of("task", "validate");

  private final Vendor vendor;
  private Map<String, String> props;
  private DeviceFileWatch watch;

  protected FeedConnector(Vendor vendor) {
    this.vendor = vendor;
  }

  @Override
  public ConfigDef config() {
    return FeedConfig.definition(vendor);
  }

  @Override
  public String version() {
    return FeedConfig.version();
  }

  @Override
  public Config validate(Map<String, String> props) {
    Config config = super.validate(props);
    Problems problems = new Problems();
    List<DeviceSpec> devices = FeedConfig.devices(vendor, props, problems);
    AbstractConfig sound = FeedConfig.of(vendor, Problems.withoutErrors(props, config));
    PollOptions.check(sound, problems);
    vendor.check(sound, problems);
    if (problems.isEmpty() && Problems.errors(config).isEmpty()) {
      List<DeviceSpec> feeds = vendor.feeds(sound, devices);
      AccessOptions access = new AccessOptions(props);
      feeds.forEach(feed -> access.check(feed, problems));
      if (vendor.throughCloud()) {
        access.refuseClearText(feeds, vendor.addressOption(), problems);
      }
      if (problems.isEmpty() && sound.getBoolean(DeviceList.CHECK_DEVICES)) {
        probe(feeds, props, sound, config, problems);
      }
    }
    problems.addTo(config);
    return config;
  }

  @Override
  public void start(Map<String, String> props) {
    this.props = Map.copyOf(props);
    watch =
        new DeviceFileWatch(
            problems -> FeedConfig.devices(vendor, this.props, problems),
            this.props,
            () -> context().requestTaskReconfiguration());
    watch.start();
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<DeviceSpec> devices = watch.devices();
    List<DeviceSpec> feeds = vendor.feeds(FeedConfig.of(vendor, props), devices);
    List<Map<String, String>> tasks = new ArrayList<>();
    for (List<DeviceSpec> share : spread(feeds, maxTasks)) {
      if (!share.isEmpty()) {
        Map<String, String> task = new HashMap<>(props);
        task.put(FeedConfig.TASK, Integer.toString(tasks.size()));
        task.put(DeviceList.TASK_FEEDS, DeviceList.toTask(share));
        if (vendor.throughCloud()) {
          task.put(DeviceList.TASK_DEVICES, DeviceList.toTask(devices));
        }
        tasks.add(task);
      }
    }
    return tasks;
  }

  /** The few feeds of a cloud are dealt out evenly; devices stay where they are as others come. */
  private List<List<DeviceSpec>> spread(List<DeviceSpec> feeds, int tasks) {
    return vendor.throughCloud() ? Rendezvous.deal(feeds, tasks) : Rendezvous.spread(feeds, tasks);
  }

  @Override
  public void stop() {
    if (watch != null) {
      watch.close();
    }
  }

  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
    return ExactlyOnceSupport.SUPPORTED;
  }

  /**
   * Lets an operator rewind, forward or forget single devices.
   *
   * @throws ConnectException naming the partition, the value and the remedy
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    List<DeviceSpec> devices =
        DeviceList.read(connectorConfig, DeviceRules.of(vendor), new Problems());
    List<String> known =
        vendor.feeds(FeedConfig.of(vendor, connectorConfig), devices).stream()
            .map(DeviceSpec::id)
            .toList();
    List<String> refusals = new ArrayList<>();
    offsets.forEach(
        (partition, offset) -> {
          try {
            String feed = FeedConfig.feedOf(vendor, partition);
            if (offset != null) {
              checkKnown(feed, known);
              vendor.checkOffset(offset);
            }
          } catch (IllegalArgumentException e) {
            refusals.add("partition " + partition + ": " + e.getMessage());
          }
        });
    if (!refusals.isEmpty()) {
      throw new ConnectException(String.join("; ", refusals));
    }
    return true;
  }

  private void checkKnown(String feed, List<String> known) {
    if (!known.contains(feed)) {
      String what = vendor.partitionKey();
      throw new IllegalArgumentException(
          what
              + " '"
              + feed
              + "' is not configured; an offset of a "
              + what
              + " that is gone can only be reset");
    }
  }

  private void probe(
      List<DeviceSpec> feeds,
      Map<String, String> props,
      AbstractConfig config,
      Config answer,
      Problems problems) {
    Vertx vertx = FeedConfig.vertx(config);
    try (HttpGateway gateway = HttpOptions.gateway(config, vertx, PROBE_TAGS, Clock.systemUTC())) {
      AccessOptions access = new AccessOptions(props);
      List<Future<DeviceReport>> reports = new ArrayList<>();
      for (DeviceSpec device : feeds) {
        Endpoint endpoint = gateway.endpoint(access.endpoint(device));
        FeedContext context =
            new FeedContext(
                endpoint,
                url -> gateway.endpointBeside(endpoint, url),
                List.of(),
                PrivacyOptions.redactor(config, vendor.redactionRules()),
                new Notices(vendor.name(), device, Clock.systemUTC()),
                Clock.systemUTC());
        reports.add(vendor.probe(device, config, context));
      }
      awaitAll(reports);
      List<Object> findings = new ArrayList<>();
      for (int i = 0; i < feeds.size(); i++) {
        report(feeds.get(i), reports.get(i), findings, problems);
      }
      answer.configValues().stream()
          .filter(value -> value.name().equals(DeviceList.CHECK_DEVICES))
          .forEach((ConfigValue value) -> value.recommendedValues(findings));
    } finally {
      vertx.close();
    }
  }

  private void report(
      DeviceSpec device, Future<DeviceReport> report, List<Object> findings, Problems problems) {
    if (!report.succeeded()) {
      problems.add(
          vendor.addressOption(),
          device.id() + ": no answer within " + PROBE_SECONDS + " s; check " + device.url());
      return;
    }
    report.result().findings().forEach(finding -> findings.add(device.id() + ": " + finding));
    for (String problem : report.result().problems()) {
      // Those of HTTP begin with the device already.
      boolean named = problem.startsWith(device.id() + ":");
      problems.add(vendor.addressOption(), named ? problem : device.id() + ": " + problem);
    }
  }

  private static void awaitAll(List<Future<DeviceReport>> reports) {
    try {
      Future.join(reports)
          .toCompletionStage()
          .toCompletableFuture()
          .get(PROBE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Each report tells its own trouble.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
