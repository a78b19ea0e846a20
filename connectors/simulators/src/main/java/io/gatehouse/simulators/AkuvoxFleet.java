package io.gatehouse.simulators;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Many Akuvox devices in one process, each on a port of its own, on one event loop. */
public final class AkuvoxFleet implements AutoCloseable {

  private static final int STARTED_AT_ONCE = 500;

  private final Vertx vertx;
  private final List<AkuvoxSimulator> devices;

  private AkuvoxFleet(Vertx vertx, List<AkuvoxSimulator> devices) {
    this.vertx = vertx;
    this.devices = List.copyOf(devices);
  }

  /**
   * Starts devices with the same options but MAC addresses {@code 0C:11:05:00:00:01} on, and ports
   * counted up from the options' unless that is 0.
   *
   * @throws IllegalStateException if a port cannot be listened on
   */
  public static AkuvoxFleet start(int devices, AkuvoxOptions options) {
    if (devices < 1) {
      throw new IllegalArgumentException("a fleet needs at least one device, not " + devices);
    }
    Vertx vertx = EventLoops.start(1);
    try {
      TlsIdentity identity = options.address().newIdentity();
      SecureRandom random = new SecureRandom();
      List<AkuvoxSimulator> started = new ArrayList<>();
      for (int from = 0; from < devices; from += STARTED_AT_ONCE) {
        List<Future<AkuvoxSimulator>> starting =
            IntStream.range(from, Math.min(devices, from + STARTED_AT_ONCE))
                .mapToObj(i -> AkuvoxSimulator.start(vertx, options.numbered(i), identity, random))
                .toList();
        EventLoops.await(Future.all(starting));
        starting.forEach(simulator -> started.add(simulator.result()));
      }
      return new AkuvoxFleet(vertx, started);
    } catch (RuntimeException e) {
      EventLoops.await(vertx.close());
      throw e;
    }
  }

  public List<AkuvoxSimulator> devices() {
    return devices;
  }

  /** The device with this index, from 0. */
  public AkuvoxSimulator device(int index) {
    return devices.get(index);
  }

  /**
   * The device with this MAC address now.
   *
   * @param mac as {@code 0C:11:05:00:00:01}
   * @throws IllegalArgumentException if there is none
   */
  public AkuvoxSimulator device(String mac) {
    return devices.stream()
        .filter(device -> device.mac().equals(mac))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such device: " + mac));
  }

  /** All that any device ever wrote, device by device. */
  public List<AkuvoxRecord> emitted() {
    List<AkuvoxRecord> all = new ArrayList<>();
    devices.forEach(device -> all.addAll(device.journal().emitted()));
    return all;
  }

  /** The sums of {@link AkuvoxJournal#counters()}, and {@code lockUps}. */
  public Map<String, Long> counters() {
    Map<String, Long> sums = new TreeMap<>();
    for (AkuvoxSimulator device : devices) {
      device.journal().counters().forEach((name, count) -> sums.merge(name, count, Long::sum));
      sums.merge("lockUps", (long) device.lockUps(), Long::sum);
    }
    return sums;
  }

  /** Writes exactly so many records at every device. */
  public void burst(int recordsPerDevice, long seed) {
    for (int i = 0; i < devices.size(); i++) {
      devices.get(i).burst(recordsPerDevice, seed + i);
    }
  }

  /**
   * Lets random passages happen at random devices, until stopped.
   *
   * @param recordsPerSecond over all devices, on average
   */
  public AkuvoxTraffic traffic(double recordsPerSecond, long seed) {
    return new AkuvoxTraffic(
        vertx,
        random -> devices.get(random.nextInt(devices.size())).playAny(random, Integer.MAX_VALUE),
        recordsPerSecond,
        seed);
  }

  @Override
  public void close() {
    EventLoops.await(vertx.close());
  }

  Vertx vertx() {
    return vertx;
  }
}
