package io.gatehouse.simulators;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Many devices in one process, each on a port of its own, on a few shared event loops. */
public final class TwonFleet implements AutoCloseable {

  private static final int EVENT_LOOPS = 2;
  private static final int STARTED_AT_ONCE = 500;

  private final Vertx vertx;
  private final List<TwonSimulator> devices;

  private TwonFleet(Vertx vertx, List<TwonSimulator> devices) {
    this.vertx = vertx;
    this.devices = List.copyOf(devices);
  }

  /**
   * Starts devices with the same options but serial numbers {@code 54-0000-0001} on, and ports
   * counted up from the options' unless that is 0.
   *
   * @throws IllegalStateException if a port cannot be listened on
   */
  public static TwonFleet start(int devices, TwonOptions options) {
    if (devices < 1) {
      throw new IllegalArgumentException("a fleet needs at least one device, not " + devices);
    }
    Vertx vertx = EventLoops.start(EVENT_LOOPS);
    try {
      TlsIdentity identity = TwonSimulator.identity(options);
      SecureRandom random = new SecureRandom();
      List<TwonSimulator> started = new ArrayList<>();
      for (int from = 0; from < devices; from += STARTED_AT_ONCE) {
        List<Future<TwonSimulator>> starting =
            IntStream.range(from, Math.min(devices, from + STARTED_AT_ONCE))
                .mapToObj(i -> TwonSimulator.start(vertx, options.numbered(i), identity, random))
                .toList();
        EventLoops.await(Future.all(starting));
        starting.forEach(simulator -> started.add(simulator.result()));
      }
      return new TwonFleet(vertx, started);
    } catch (RuntimeException e) {
      EventLoops.await(vertx.close());
      throw e;
    }
  }

  public List<TwonSimulator> devices() {
    return devices;
  }

  /** The device with this index, from 0. */
  public TwonSimulator device(int index) {
    return devices.get(index);
  }

  /**
   * The device with this serial number now.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TwonSimulator device(String serialNumber) {
    return devices.stream()
        .filter(device -> device.serialNumber().equals(serialNumber))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such device: " + serialNumber));
  }

  /** All that any device ever emitted, device by device. */
  public List<TwonEvent> emitted() {
    List<TwonEvent> all = new ArrayList<>();
    devices.forEach(device -> all.addAll(device.journal().emitted()));
    return all;
  }

  /**
   * The sums of {@link TwonJournal#counters()}, and what is now: {@code channels} of the log that
   * are open, {@code waitingPolls} on them.
   */
  public Map<String, Long> counters() {
    Map<String, Long> sums = new TreeMap<>();
    for (TwonSimulator device : devices) {
      device.journal().counters().forEach((name, count) -> sums.merge(name, count, Long::sum));
      sums.merge("channels", (long) device.openChannels(), Long::sum);
      sums.merge("waitingPolls", (long) device.waitingPolls(), Long::sum);
    }
    return sums;
  }

  /** Writes exactly so many events at every device. */
  public void burst(int eventsPerDevice, long seed) {
    for (int i = 0; i < devices.size(); i++) {
      devices.get(i).burst(eventsPerDevice, seed + i);
    }
  }

  /**
   * Lets random passages happen at random devices, until stopped.
   *
   * @param eventsPerSecond over all devices, on average
   */
  public TwonTraffic traffic(double eventsPerSecond, long seed) {
    return new TwonTraffic(vertx, devices, eventsPerSecond, seed);
  }

  @Override
  public void close() {
    EventLoops.await(vertx.close());
  }

  Vertx vertx() {
    return vertx;
  }
}
