package io.gatehouse.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.simulators.AkuvoxOptions;
import io.gatehouse.simulators.AkuvoxRecord;
import io.gatehouse.simulators.AkuvoxSimulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Simulated Akuvox devices, the connector that reads them, and the topics it fills. */
final class ReadDevices extends ReadLogs {

  private final Map<String, AkuvoxSimulator> devices = new TreeMap<>();

  /**
   * Devices that nobody reads yet.
   *
   * @param devices by their ids; one that is called berlin is taken to be there
   */
  ReadDevices(PluginStack stack, String name, Map<String, AkuvoxOptions> devices) throws Exception {
    super(stack, name, "io.gatehouse.akuvox.AkuvoxSourceConnector");
    devices.forEach((id, options) -> this.devices.put(id, AkuvoxSimulator.start(options)));
  }

  AkuvoxSimulator device(String id) {
    return devices.get(id);
  }

  @Override
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    options.put("devices", String.join(",", devices.keySet()));
    devices.forEach((id, it) -> options.put("devices." + id + ".url", it.url().toString()));
    if (devices.containsKey("berlin")) {
      options.put("devices.berlin.time.zone", "Europe/Berlin");
    }
    options.put("credentials.default.username", "reader");
    options.put("credentials.default.password", "${env:AKUVOX_PASSWORD}");
    options.put("log.poll.interval.ms", "200");
    options.put("log.request.pause.ms", "10");
    options.put("log.time.zone", "UTC");
    return options;
  }

  @Override
  int count() {
    return devices.size();
  }

  @Override
  void burst(int records, long seed) {
    long next = seed;
    for (AkuvoxSimulator device : devices.values()) {
      device.burst(records, next++);
    }
  }

  @Override
  List<String> written() {
    List<String> contents = new ArrayList<>();
    devices.forEach(
        (id, device) ->
            device.journal().emitted().forEach(it -> contents.add(AkuvoxContent.of(id, it))));
    return contents;
  }

  /** What is left of all that a device wrote into a log that has room for so many records. */
  List<String> latest(String id, AkuvoxRecord.Log log, int size) {
    List<String> all =
        device(id).journal().emitted().stream()
            .filter(it -> it.log() == log)
            .map(it -> AkuvoxContent.of(id, it))
            .toList();
    return all.subList(all.size() - size, all.size());
  }

  @Override
  void settle() {
    super.settle();
    assertAskedInTurn();
  }

  /** No device was asked while it answered. */
  void assertAskedInTurn() {
    assertThat(devices.values()).allSatisfy(it -> assertThat(it.lockUps()).isZero());
  }

  @Override
  public void close() {
    super.close();
    devices.values().forEach(AkuvoxSimulator::close);
  }
}
