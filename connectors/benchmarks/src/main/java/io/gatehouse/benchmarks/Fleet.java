package io.gatehouse.benchmarks;

import io.gatehouse.stack.Launch;
import io.gatehouse.stack.SimulatorProcess;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Simulated 2N devices. A device's id is its serial number. */
final class Fleet implements Simulated {

  private final SimulatorProcess process;
  private final Map<String, URI> urls = new LinkedHashMap<>();

  private Fleet(SimulatorProcess process) {
    this.process = process;
    process
        .ready()
        .path("devices")
        .forEach(
            device ->
                urls.put(
                    device.path("serialNumber").asText(), URI.create(device.path("url").asText())));
  }

  /**
   * Starts devices.
   *
   * @param backlog events in the history of each, beside the one of its start
   */
  static Fleet start(int devices, int backlog, String password) {
    return new Fleet(
        SimulatorProcess.start(
            Launch.temporarily().environment("SIMULATOR_PASSWORD", password),
            "1g",
            List.of("--twon", "" + devices, "--backlog", "" + backlog, "--user", Rig.USER)));
  }

  @Override
  public String what() {
    return "devices";
  }

  @Override
  public long pid() {
    return process.pid();
  }

  /** A sum over all devices, such as {@code channels}, {@code requests}. */
  long counter(String name) {
    return process.get("/counters").path(name).asLong();
  }

  @Override
  public Set<EventKey> emitted() {
    return process
        .lines("/journal")
        .map(event -> new EventKey(event.path("serialNumber").asText(), event.path("id").asText()))
        .collect(Collectors.toSet());
  }

  @Override
  public String createConnector(Rig rig) {
    return rig.createConnector(urls);
  }

  @Override
  public void close() {
    process.close();
  }
}
