package io.gatehouse.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.engine.RelayDevices;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane for each device, made when it is first wanted. */
final class Lanes {

  private static final Logger log = LoggerFactory.getLogger(Lanes.class);

  /** Between the first requests to two devices, so that thousands are not asked at once. */
  private static final Duration STEP = Duration.ofMillis(5);

  private final RelayDevices devices;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  Lanes(RelayDevices devices) {
    this.devices = devices;
  }

  /** Precondition: the device is described. */
  Lane of(String device) {
    return lanes.computeIfAbsent(device, id -> new Lane(devices.device(id)));
  }

  /**
   * Asks the devices whose commands come in a partition what can be commanded there, so that the
   * first command finds it known, and a device that cannot be commanded is in the log before it
   * must be.
   *
   * @param partitions of the command topic
   */
  void check(int partition, int partitions) {
    long delay = 1;
    for (String id : devices.ids()) {
      if (partitionOf(id, partitions) == partition) {
        Lane lane = of(id);
        lane.device()
            .context()
            .owner()
            .setTimer(delay, passed -> lane.addIfIdle(() -> check(lane)));
        delay += STEP.toMillis();
      }
    }
  }

  private static Future<Void> check(Lane lane) {
    String id = lane.device().id();
    return lane.device()
        .driver()
        .targets()
        .onSuccess(targets -> log.info("can be commanded device={} targets={}", id, targets))
        .onFailure(
            failure -> log.warn("cannot be commanded now device={}: {}", id, failure.getMessage()))
        .mapEmpty();
  }

  /** Where Kafka's own partitioner puts a device's commands. */
  static int partitionOf(String device, int partitions) {
    return Utils.toPositive(Utils.murmur2(device.getBytes(UTF_8))) % partitions;
  }
}
