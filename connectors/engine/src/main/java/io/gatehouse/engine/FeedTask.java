package io.gatehouse.engine;

import io.gatehouse.engine.Acknowledgements.Pending;
import io.gatehouse.http.Endpoint;
import io.gatehouse.http.HttpGateway;
import io.micrometer.core.instrument.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the devices that the connector gave to this task. A vendor's task only names the vendor.
 */
public abstract class FeedTask extends SourceTask {

  private static final Logger log = LoggerFactory.getLogger(FeedTask.class);

  /** How long a poll waits for the first event; Connect asks again at once. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  /** Devices are asked to forget us on stop; those that do not answer forget us by themselves. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private static final int STARTS_A_SECOND = 1_000;

  private final Vendor vendor;
  private final Clock clock;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final List<Poller> pollers = new ArrayList<>();
  private Vertx vertx;
  private HttpGateway gateway;
  private Handover handover;
  private FeedMeters meters;
  private Records records;

  protected FeedTask(Vendor vendor) {
    this(vendor, Clock.systemUTC());
  }

  FeedTask(Vendor vendor, Clock clock) {
    this.vendor = vendor;
    this.clock = clock;
  }

  @Override
  public void start(Map<String, String> props) {
    AbstractConfig config = FeedConfig.of(vendor, props);
    List<DeviceSpec> feeds = DeviceList.ofTask(props.get(DeviceList.TASK_FEEDS));
    List<DeviceSpec> devices = DeviceList.ofTask(props.getOrDefault(DeviceList.TASK_DEVICES, "[]"));
    handover = PollOptions.handover(config);
    meters =
        new FeedMeters(
            Metrics.globalRegistry,
            vendor.name(),
            props.get("name"),
            Integer.parseInt(props.get(FeedConfig.TASK)),
            feeds.size(),
            handover);
    records = new Records(TopicOptions.prefix(config), meters);
    vertx = FeedConfig.vertx(config);
    gateway = HttpOptions.gateway(config, vertx, meters.ofTask(), clock);
    open(feeds, devices, config, new AccessOptions(props));
    log.info("reading {}s={} connector={}", vendor.partitionKey(), feeds.size(), props.get("name"));
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    List<Pending> batches = acknowledgements.expect(handover.drain(PATIENCE));
    return batches.isEmpty() ? null : records.from(batches);
  }

  @Override
  public void commitRecord(SourceRecord record, RecordMetadata metadata) {
    acknowledgements.durable(record);
  }

  /** Also called when {@link #start} failed half-way. */
  @Override
  public void stop() {
    List<Future<Void>> farewells = pollers.stream().map(Poller::stop).toList();
    awaitQuietly(Future.join(farewells).mapEmpty(), "devices did not all say goodbye");
    if (gateway != null) {
      gateway.close();
    }
    if (vertx != null) {
      awaitQuietly(vertx.close(), "event loops did not end in time");
    }
    if (meters != null) {
      meters.close();
    }
  }

  @Override
  public String version() {
    return FeedConfig.version();
  }

  private void open(
      List<DeviceSpec> feeds,
      List<DeviceSpec> devices,
      AbstractConfig config,
      AccessOptions access) {
    Map<String, Map<String, String>> partitions = new LinkedHashMap<>();
    feeds.forEach(feed -> partitions.put(feed.id(), FeedConfig.partition(vendor, feed.id())));
    Map<Map<String, String>, Map<String, Object>> offsets =
        context.offsetStorageReader().offsets(partitions.values());
    Redactor redactor = PrivacyOptions.redactor(config, vendor.redactionRules());
    Poller.Surroundings surroundings =
        new Poller.Surroundings(
            handover, meters, PollOptions.backoff(config), PollOptions.offlineAfter(config), clock);
    for (DeviceSpec device : feeds) {
      Notices notices = new Notices(vendor.name(), device, clock);
      Endpoint endpoint = gateway.endpoint(access.endpoint(device));
      Feed feed =
          vendor.open(
              device,
              offsets.get(partitions.get(device.id())),
              config,
              new FeedContext(
                  endpoint,
                  url -> gateway.endpointBeside(endpoint, url),
                  devices,
                  redactor,
                  notices,
                  clock));
      Poller poller =
          new Poller(
              vertx,
              endpoint.context(),
              device,
              partitions.get(device.id()),
              feed,
              notices,
              surroundings);
      poller.start(startOf(pollers.size(), feeds.size(), vendor.pollInterval(config)));
      pollers.add(poller);
    }
  }

  /** Evenly over the poll interval, and never too many at once. */
  private static Duration startOf(int feed, int feeds, Duration pollInterval) {
    return Duration.ofMillis(
        Math.max(feed * 1_000L / STARTS_A_SECOND, feed * pollInterval.toMillis() / feeds));
  }

  private static void awaitQuietly(Future<Void> future, String complaint) {
    try {
      future
          .toCompletionStage()
          .toCompletableFuture()
          .get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.debug(complaint, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
