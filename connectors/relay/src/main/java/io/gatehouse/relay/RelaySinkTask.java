package io.gatehouse.relay;

import io.gatehouse.engine.RelayDevices;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands to the threads of their partitions. The framework's thread never waits for Kafka,
 * the registry or a device.
 */
public final class RelaySinkTask extends SinkTask {

  private static final Logger log = LoggerFactory.getLogger(RelaySinkTask.class);

  /** How soon to look again whether commands can be read on. */
  private static final long LOOK_AGAIN_MS = 50;

  private final Clock clock;
  private final Map<TopicPartition, CommandPartition> partitions = new ConcurrentHashMap<>();
  private RelayDevices devices;
  private Admin admin;
  private RelayMeters meters;
  private Surroundings surroundings;
  private int mostPending;
  private boolean paused;

  /** As the worker makes it. */
  public RelaySinkTask() {
    this(Clock.systemUTC());
  }

  RelaySinkTask(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void start(Map<String, String> props) {
    RelayConfig config = new RelayConfig(props);
    LedgerClients clients = new LedgerClients(props);
    meters =
        new RelayMeters(
            Metrics.globalRegistry,
            props.get("name"),
            props.get(RelaySinkConnector.TASK),
            this::pending);
    devices = RelayDevices.ofTask(props, meters.ofTask(), clock);
    admin = clients.admin();
    mostPending = config.mostPending();
    surroundings =
        new Surroundings(
            () -> new OutcomeCodec(props),
            config.rules(devices.ids()),
            new Lanes(devices),
            clients,
            admin,
            config.memory(),
            config.window(),
            config.confirmTimeout(),
            this::report,
            meters,
            clock);
    log.info("commanding devices={} connector={}", devices.ids().size(), props.get("name"));
  }

  @Override
  public void open(Collection<TopicPartition> opened) {
    opened.forEach(place -> partitions.put(place, new CommandPartition(place, surroundings)));
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    for (SinkRecord record : records) {
      TopicPartition place = new TopicPartition(record.topic(), record.kafkaPartition());
      partitions.get(place).receive(record);
    }
    partitions.forEach(RelaySinkTask::requireSound);
    pauseOrResume();
  }

  private static void requireSound(TopicPartition place, CommandPartition partition) {
    RuntimeException failure = partition.failure();
    if (failure != null) {
      throw new ConnectException("commands of " + place + ": " + failure.getMessage(), failure);
    }
  }

  /** Commands that wait are bounded, and the group membership is kept meanwhile. */
  private void pauseOrResume() {
    int pending = pending();
    TopicPartition[] all = partitions.keySet().toArray(TopicPartition[]::new);
    if (pending > mostPending) {
      paused = true;
      context.pause(all);
    } else if (paused && pending <= mostPending / 2) {
      paused = false;
      context.resume(all);
    }
    if (paused) {
      context.timeout(LOOK_AGAIN_MS);
    }
  }

  private int pending() {
    return partitions.values().stream().mapToInt(CommandPartition::size).sum();
  }

  /** What is not settled comes again after a restart. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> read) {
    Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
    for (TopicPartition place : read.keySet()) {
      Optional.ofNullable(partitions.get(place))
          .flatMap(CommandPartition::settledUpTo)
          .ifPresent(offset -> settled.put(place, new OffsetAndMetadata(offset)));
    }
    return settled;
  }

  @Override
  public void close(Collection<TopicPartition> closed) {
    List<CommandPartition> leaving =
        closed.stream().map(partitions::remove).filter(partition -> partition != null).toList();
    leaving.forEach(CommandPartition::beginClosing);
    leaving.forEach(CommandPartition::awaitClosed);
  }

  /** Also called when {@link #start} failed half-way. */
  @Override
  public void stop() {
    close(List.copyOf(partitions.keySet()));
    if (devices != null) {
      devices.close();
    }
    if (admin != null) {
      admin.close();
    }
    if (meters != null) {
      meters.close();
    }
  }

  @Override
  public String version() {
    return RelaySinkConnector.versionOfThis();
  }

  /** Returns when the dead letter is durable. */
  private void report(SinkRecord record, Exception cause) {
    ErrantRecordReporter reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw new ConnectException(
          "a record that is no command has nowhere to go; set errors.tolerance=all and"
              + " errors.deadletterqueue.topic.name",
          cause);
    }
    try {
      reporter.report(record, cause).get();
    } catch (ExecutionException e) {
      throw new ConnectException("a dead letter could not be written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("stopped while a dead letter was written", e);
    }
  }
}
