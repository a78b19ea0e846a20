package io.gatehouse.benchmarks;

import io.gatehouse.benchmarks.Commander.Sent;
import io.gatehouse.simulators.TwonFleet;
import io.gatehouse.simulators.TwonJournal.Actuation;
import io.gatehouse.simulators.TwonOptions;
import io.gatehouse.simulators.TwonSimulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Doors of 2N devices, to be commanded. They are in this process, so that one clock tells both when
 * a command was written and when the device acted. A device's id is its serial number.
 */
final class Doors implements AutoCloseable {

  private final TwonFleet fleet;

  /** Actuations of each device that have been told. */
  private final Map<String, Integer> told = new HashMap<>();

  /**
   * What moved.
   *
   * @param millis in ascending order, from when the commands were written
   * @param missing commands that moved nothing
   * @param doubled actuations beyond one a command
   * @param seconds from the first actuation to the last
   */
  record Moved(List<Double> millis, int missing, int doubled, double seconds) {

    double quantile(double share) {
      return Delays.quantile(millis, share);
    }

    double perSecond() {
      return (millis.size() - 1) / seconds;
    }
  }

  private Doors(TwonFleet fleet) {
    this.fleet = fleet;
  }

  static Doors start(int devices, TwonOptions options) {
    return new Doors(TwonFleet.start(devices, options));
  }

  /** Serial number of the device that comes next after {@code number} others, round and round. */
  String next(int number) {
    return fleet.device(number % fleet.devices().size()).serialNumber();
  }

  Map<String, URI> urls() {
    Map<String, URI> urls = new LinkedHashMap<>();
    fleet.devices().forEach(device -> urls.put(device.serialNumber(), device.url()));
    return urls;
  }

  /** As a file of devices describes them. */
  List<Map<String, String>> described() {
    List<Map<String, String>> list = new ArrayList<>();
    urls()
        .forEach(
            (id, url) ->
                list.add(
                    Map.of(
                        "id", id, "url", url.toString(), "vendor", "twon", "credentials", "twon")));
    return list;
  }

  /**
   * What moved since the last call. A device acts in the order of its commands.
   *
   * @param commands all that were written meanwhile
   */
  Moved moved(List<Sent> commands) {
    Map<String, List<Sent>> byDevice = new HashMap<>();
    commands.forEach(
        sent -> byDevice.computeIfAbsent(sent.device(), device -> new ArrayList<>()).add(sent));
    List<Double> millis = new ArrayList<>();
    List<Instant> moments = new ArrayList<>();
    int missing = 0;
    int doubled = 0;
    for (TwonSimulator device : fleet.devices()) {
      List<Sent> wanted = byDevice.getOrDefault(device.serialNumber(), List.of());
      List<Actuation> done = untold(device);
      missing += Math.max(0, wanted.size() - done.size());
      doubled += Math.max(0, done.size() - wanted.size());
      for (int i = 0; i < Math.min(wanted.size(), done.size()); i++) {
        Instant at = done.get(i).at();
        moments.add(at);
        millis.add(Duration.between(wanted.get(i).written(), at).toNanos() / 1e6);
      }
    }
    millis.sort(null);
    moments.sort(null);
    double seconds =
        moments.isEmpty()
            ? 0
            : Duration.between(moments.get(0), moments.get(moments.size() - 1)).toNanos() / 1e9;
    return new Moved(millis, missing, doubled, seconds);
  }

  private List<Actuation> untold(TwonSimulator device) {
    List<Actuation> all = device.journal().actuations();
    Integer before = told.put(device.serialNumber(), all.size());
    return all.subList(before == null ? 0 : before, all.size());
  }

  @Override
  public void close() {
    fleet.close();
  }
}
